package import HTTP
package import SQLite
package import Shell

extension Devices {
    package static let path = "/sessions"
    static let endPath = path + "/end"

    /// What somebody sees.
    package struct Listed: Sendable {
        let own: [Device]
        /// Other people's; nil for who has no say about them.
        let users: [Device]?

        package init(own: [Device], users: [Device]? = nil) { (self.own, self.users) = (own, users) }
    }

    /// What has become of the question.
    package enum Proof: Sendable {
        /// How many have ended; and under which token this session goes on.
        case ended(Int, SessionToken)
        /// The password was not right: the form once more with what is wrong, or the way to sign in again.
        case refused(
            @Sendable (CurrentPassword.Whose, ([Problem]) throws -> Response) throws -> Response)
    }

    /// How one site shows and ends devices.
    package struct Manner<Person: Visitor>: Sendable {
        /// The templates of the list, and of the question.
        let list: String
        let question: String
        let devices: @Sendable (Visit<Person>, Connection) throws -> Listed
        /// Ends them but the session of that token; how many there were.
        let end: @Sendable (Choice, Visit<Person>, SessionToken, Connection) throws -> Int
        /// Does that in the transaction in which the current password has proved right.
        let proven:
            @Sendable (Visit<Person>, @escaping @Sendable (SessionToken, Connection) throws -> Int) async throws ->
                Proof

        package init(
            list: String, question: String, devices: @escaping @Sendable (Visit<Person>, Connection) throws -> Listed,
            end: @escaping @Sendable (Choice, Visit<Person>, SessionToken, Connection) throws -> Int,
            proven:
                @escaping @Sendable (
                    Visit<Person>, @escaping @Sendable (SessionToken, Connection) throws -> Int
                ) async throws -> Proof
        ) {
            self.list = list
            self.question = question
            self.devices = devices
            self.end = end
            self.proven = proven
        }
    }

    package static func routes<Person: Visitor>(_ services: Services, _ manner: Manner<Person>) -> [SiteRoute<Person>] {
        DevicePage(services: services, manner: manner).routes
    }
}
