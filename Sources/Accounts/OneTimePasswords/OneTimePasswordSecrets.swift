import Crypto
import Shell
import Telephony

/// 確認用ID and 確認用パスワード as they are stored.
struct OneTimePasswordSecrets: Sendable {
    let idHash: [UInt8]
    let password: PasswordHash

    init(idHash: [UInt8], password: PasswordHash) {
        self.idHash = idHash
        self.password = password
    }

    /// As expensive as a password hash: call it on `Work.hashing` only.
    init(
        _ id: ConfirmationID, _ password: ConfirmationPassword, of number: PhoneNumber, salt: [UInt8],
        parameters: Scrypt, _ key: ServerKey
    ) throws {
        idHash = ConfirmationID.hash(id.text, of: number, key)
        self.password = try PasswordHash(of: password.text, salt: salt, parameters: parameters)
    }
}

/// What a number has registered.
package struct OneTimePasswordSetting: Sendable {
    let isUsed: Bool
    let address: MailAddress?
    let chosenAt: Moment
    let secrets: OneTimePasswordSecrets?
    /// Misses in a row of 確認用ID and 確認用パスワード, and when the last allowed one closed that way (OTP-6).
    var misses = 0
    var blockedAt: Moment?

    /// Until when the way by 確認用ID is closed; nil when it is open.
    func blockEnd(at now: Moment) -> Moment? {
        guard let blockedAt, now - blockedAt < OneTimePasswords.blockTime else { return nil }
        return blockedAt + OneTimePasswords.blockTime
    }

    /// One more miss; one that comes after a block has ended is the first of a new row.
    func afterMiss(at now: Moment) -> OneTimePasswordSetting {
        var setting = self
        if blockedAt != nil, blockEnd(at: now) == nil {
            setting.misses = 0
            setting.blockedAt = nil
        }
        setting.misses += 1
        if setting.misses >= OneTimePasswords.allowedConfirmationMisses { setting.blockedAt = now }
        return setting
    }

    var missesLeft: Int { max(0, OneTimePasswords.allowedConfirmationMisses - misses) }
}
