import Crypto
import Encodings
import HTTP
import Shell
import Telephony

/// A job as it goes into the database: nothing in it can be read without the server's key.
struct PasswordJobDraft: Sendable {
    let id: String
    let kind: String
    let contract: Int
    let number: PhoneNumber
    let actor: Actor
    let session: [UInt8]
    let details: String
    let lines: [(number: PhoneNumber, sealed: [UInt8])]

    /// Seals what was typed. Some microseconds each: for thousands a matter of `Work.files`.
    /// - Parameter details: what the feature wants to know at the end. Not sealed: never a secret.
    init(
        of kind: PasswordJobKind, visit: Visit<Person>, entries: [(PhoneNumber, String)], details: String = "",
        _ services: Services
    ) throws {
        let id = Base64URL.encode(services.random(16))
        let key = PasswordJobSeal.key(of: id, services.key)
        self.id = id
        self.kind = kind.name
        contract = visit.person.contractID
        number = visit.person.number
        actor = visit.actor
        session = visit.session.token.hash
        self.details = details
        lines = try entries.map { number, text in
            let context = PasswordJobSeal.context(id, number)
            return (number, try SealedBox(sealing: Array(text.utf8), key: key, context: context).bytes)
        }
    }
}

/// What the passwords of a job are sealed with. Each job has a key of its own, and a sealed password opens only in its place.
enum PasswordJobSeal {
    static func key(of job: String, _ key: ServerKey) -> [UInt8] {
        key.derive("password job", Array(job.utf8))
    }

    static func context(_ job: String, _ number: PhoneNumber) -> [UInt8] {
        Array("\(job)\0\(number.digits)".utf8)
    }

    /// nil when it was sealed with another server's key, or elsewhere.
    static func open(_ sealed: [UInt8], _ job: String, _ number: PhoneNumber, _ key: [UInt8]) throws -> String? {
        let text = try SealedBox(bytes: sealed).open(key: key, context: context(job, number))
        return text.flatMap { String(validating: $0, as: UTF8.self) }
    }
}
