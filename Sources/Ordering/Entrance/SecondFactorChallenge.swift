import Accounts
import Shell
import Telephony

/// The question put to one sign-in behind its password (ACCT-3), and how it stands.
struct SecondFactorChallenge: Sendable {
    /// The hash by which the database knows the session it belongs to.
    let session: [UInt8]
    let account: Int
    let nonce: [UInt8]
    /// By the steady clock, so that no code lives longer because the other one is put back; nil when none was mailed.
    let firstSentAt: Moment?
    let misses: Int

    static let nonceLength = 16

    /// - Parameter steady: the steady clock's time.
    func timeLeft(at steady: Moment) -> Duration? {
        firstSentAt.map { $0 + OneTimePasswords.codeLifetime - steady }
    }

    /// Whether the code that was mailed serves no more.
    func hasExpired(at steady: Moment) -> Bool { timeLeft(at: steady).map { $0 <= .zero } ?? false }

    /// The same one whenever it is asked for, and another one for every other session, account or sending; nil when none was sent.
    func code(_ key: ServerKey) -> OneTimePasswordCode? {
        guard let firstSentAt else { return nil }
        let rest = "\(account) \(firstSentAt.milliseconds)"
        return OneTimePasswordCode(
            derived: key.derive("second factor of an employee", session + nonce + Array(rest.utf8)))
    }

    /// 照合番号: tells the person which mail belongs to the page. Letters, so that nobody takes it for the code.
    func reference(_ key: ServerKey) -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
        let bytes = key.derive("reference of a second factor", session + nonce)
        return String(bytes.prefix(4).map { letters[Int($0) % letters.count] })
    }
}

/// What is wrong with an entry or a sending.
enum SecondFactorProblem: Error, Equatable {
    case code(OneTimePasswordCodeProblem)
    case noRecoveryCode
    case wrong(left: Int)
    case wrongRecoveryCode(left: Int)
    /// This code has been used already.
    case usedBefore
    /// The first code of an app that is being set up.
    case wrongAppCode
    case notSent, expired
    case tooManySendings(until: Moment)
    case tooManyMisses(until: Moment)
    case noChoice
}
