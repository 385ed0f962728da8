import SQLite
import Telephony

/// Why a job has ended without having changed anything, as far as jobs themselves know.
enum PasswordJobRefusal: Sendable {
    case overdue, otherKey, unitChanged, stopped
}

/// Passwords that are hashed one after the other behind the pages: what its page tells of it.
struct PasswordJob: Sendable, Equatable {
    enum State: String, Sendable, StorableValue {
        case running
        /// All hashes are made; their feature has the word.
        case waiting
        case finished
        /// Nothing was changed, and `sentences` say why.
        case failed
        /// By the person who began it. Nothing was changed.
        case stopped
    }

    let id: String
    let contract: Int
    /// Who began it.
    let number: PhoneNumber
    let kind: String
    let state: State
    let total: Int
    let done: Int
    let createdAt: Moment
    let finishedAt: Moment?
    /// What it came to; empty until then.
    let sentences: [String]

    var isUnderWay: Bool { finishedAt == nil }

    /// Where its page is.
    var path: String { PasswordJobs.path(of: id) }

    /// In hundredths; a whole only when there is nothing left.
    var percent: Int { total > 0 ? done * 100 / total : 100 }

    /// When it will probably have ended; nil before there is anything to tell it from.
    func estimatedEnd(at now: Moment) -> Moment? {
        guard state == .running, done > 0, done < total, now > createdAt else { return nil }
        let each = (now - createdAt).milliseconds / Int64(done)
        return now + .milliseconds(each * Int64(total - done))
    }
}
