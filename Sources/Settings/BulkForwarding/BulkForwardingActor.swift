import Accounts
import HTTP
import Shell
import Telephony

extension BulkForwarding {
    /// Who does something, from where and when: for those who do not yet have the one `Actor`.
    struct Actor: Sendable {
        let contract: Int
        let author: Author
        let client: String
        let at: Moment

        func entry(
            _ event: AuditEvent, subject: String = "", before: String? = nil, after: String? = nil
        ) -> AuditEntry {
            AuditEntry(
                at: at, contract: contract, number: author.storedNumber, client: client, event: event, subject: subject,
                before: before, after: after)
        }
    }
}

extension Visit<Person> {
    var forwardingActor: BulkForwarding.Actor {
        BulkForwarding.Actor(
            contract: person.contractID, author: .person(person.number), client: request.peer, at: now)
    }
}
