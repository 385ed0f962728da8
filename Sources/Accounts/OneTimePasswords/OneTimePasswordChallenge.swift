import Shell
import Telephony

/// The question put to one sign-in: what its code is made of, and how it stands (OTP-5).
struct OneTimePasswordChallenge: Sendable {
    /// The hash by which the database knows the session it belongs to.
    let session: [UInt8]
    let number: PhoneNumber
    let address: MailAddress
    let nonce: [UInt8]
    /// By the steady clock, so that no code lives longer because the other one is put back.
    let firstSentAt: Moment
    var misses = 0

    static let nonceLength = 16

    /// - Parameter steady: the steady clock's time.
    func timeLeft(at steady: Moment) -> Duration { firstSentAt + OneTimePasswords.codeLifetime - steady }

    func hasExpired(at steady: Moment) -> Bool { timeLeft(at: steady) <= .zero }

    /// The same one whenever it is asked for, and another one for every other session, number, address or sending.
    func code(_ key: ServerKey) -> OneTimePasswordCode {
        let rest = "\(number.digits) \(firstSentAt.milliseconds) \(address.text)"
        return OneTimePasswordCode(derived: key.derive("one-time password", session + nonce + Array(rest.utf8)))
    }

    /// 照合番号: tells the person which mail belongs to the page. Letters, so that nobody takes it for the code.
    func reference(_ key: ServerKey) -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
        let bytes = key.derive("reference of a one-time password", session + nonce)
        return String(bytes.prefix(4).map { letters[Int($0) % letters.count] })
    }
}
