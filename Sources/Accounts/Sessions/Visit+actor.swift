import HTTP
package import Shell

extension Visit<Person> {
    /// The signed-in person, as what is written about this request names them.
    package var actor: Actor {
        Actor(contract: person.contractID, number: person.number, client: request.peer, at: now)
    }
}
