import SQLite
import Shell
import Telephony

/// What many passwords can be hashed for. A feature describes its kind, and the product hands all of them to the feature of jobs.
package struct PasswordJobKind: Sendable {
    /// As it is stored: "passwords.import".
    let name: String
    let work: PasswordJobWork
    /// The heading of the progress page.
    let title: @Sendable (Language) -> String
    /// Where the way back leads.
    let path: String
    /// Does all that the hashes were made for, in one transaction at the end; a part of it is never seen. Whatever was true
    /// at the beginning is asked again here.
    ///
    /// What it throws is a broken world, such as a full disk: everything is undone and tried again later. What the product
    /// refuses is a report with `isDone` false.
    let complete: @Sendable (FinishedPasswordJob, Services, Connection) throws -> PasswordJobReport
}

enum PasswordJobWork: Sendable {
    /// Makes the hashes of new passwords.
    case set
    /// Compares what was typed with the regular passwords that are stored.
    case check
}

/// A job whose last hash has been made.
struct FinishedPasswordJob: Sendable {
    let id: String
    let contract: Int
    /// Who began it.
    let number: PhoneNumber
    /// From where, as the audit trail has it.
    let client: String
    /// The hash of the session's token at that time, to spare that session when others end.
    let session: [UInt8]
    /// What the feature noted for itself.
    let details: String
    let createdAt: Moment
    let now: Moment
    /// In the order in which they were given.
    let lines: [PasswordJobLine]

    var actor: Actor { Actor(contract: contract, number: number, client: client, at: now) }
}

struct PasswordJobLine: Sendable {
    let number: PhoneNumber
    let outcome: PasswordJobOutcome
}

/// What became of one password, as things stand in the transaction that completes the job.
enum PasswordJobOutcome: Sendable, Equatable {
    /// The hash of a new one.
    case made(PasswordHash)
    /// What was typed is the number's password; this is the stored hash.
    case right(PasswordHash)
    /// It is not; the caller counts it (AUTH-4).
    case wrong
    /// Another password has been stored since it was compared.
    case changed
    /// The number has none, or a void one.
    case noPassword
    /// The number has left the contract.
    case notOfContract
}

/// What the person who began a job is told at its end.
struct PasswordJobReport: Sendable {
    /// False: nothing was changed.
    var isDone: Bool
    var sentences: [String]
    /// What is to be said of single numbers.
    var remarks: [Remark] = []

    struct Remark: Sendable, Equatable {
        let number: PhoneNumber
        let sentence: String
    }
}
