import Crypto
import Encodings
import SQLite
import Shell
import Telephony

/// 確認用ID, 確認用パスワード or both entered once more; so many misses in a row close that way for a day (OTP-6).
struct OneTimePasswordConfirmationProof: Sendable {
    let visit: Visit<Person>
    /// The controls in which they were entered.
    let fields: [OneTimePasswordField]
    /// nil: not asked for.
    var id: String?
    var password: String?
    /// Whether the form shows a setting that nobody may have changed since (AUTH-13).
    var isOfVersion = false

    enum Outcome: Sendable {
        case right
        case wrong(OneTimePasswordProblem)
        /// The sign-in has ended, or nothing is registered any more.
        case gone
        /// AUTH-13: another change was quicker.
        case overtaken
        /// The password of the sign-in, proven before, holds no longer.
        case refused(CurrentPassword.Refusal)
    }

    /// `onSuccess` belongs into the transaction in which the entry is found right.
    func run(
        _ services: Services, with current: CurrentPassword? = nil,
        onSuccess: @escaping @Sendable (Connection) throws -> Void
    ) async throws -> Outcome {
        if let field = unusable { return .wrong(.confirmationForm(field)) }
        let number = visit.person.number
        let setting = try services.database.read { try OneTimePasswordStore.find(number, $0) }
        guard let setting, let secrets = setting.secrets else { return .gone }
        if let end = setting.blockEnd(at: visit.now) { return .wrong(.confirmationBlocked(fields, until: end)) }
        let key = services.key
        let isRight = try await services.work.hashing.run(visit.turn) { [id, password] in
            // Both are compared whatever the first one is, so that the time tells nothing of either.
            let hasID = id.map { constantTimeEqual(ConfirmationID.hash($0, of: number, key), secrets.idHash) } ?? true
            let hasPassword = try password.map { try secrets.password.matches($0) } ?? true
            return hasID && hasPassword
        }
        return try await services.database.write { [self] database in
            if let refusal = try current?.refusal(at: visit.now, database) { return .refused(refusal) }
            if isOfVersion, try OneTimePasswordConflict.isOvertaken(visit, services.key, database) { return .overtaken }
            return try conclude(isRight, services, onSuccess, database)
        }
    }

    /// The first control that holds neither a 確認用ID nor a 確認用パスワード, by its form alone (AUTH-14).
    private var unusable: OneTimePasswordField? {
        zip(fields, [id, password].compactMap { $0 }).first { _, text in
            !ConfirmationID.lengths.contains(text.utf8.count) || !text.utf8.allSatisfy(ASCII.isLetterOrDigit)
        }?.0
    }

    /// Judges what is stored by now: meanwhile other entries may have missed.
    private func conclude(
        _ isRight: Bool, _ services: Services, _ onSuccess: (Connection) throws -> Void, _ database: Connection
    ) throws -> Outcome {
        let number = visit.person.number
        guard try visit.isStillAtStep(database), let setting = try OneTimePasswordStore.find(number, database)
        else { return .gone }
        if let end = setting.blockEnd(at: visit.now) { return .wrong(.confirmationBlocked(fields, until: end)) }
        guard isRight else { return .wrong(try miss(setting, services, database)) }
        try OneTimePasswordStore.setMisses(0, blockedAt: nil, of: number, database)
        try onSuccess(database)
        return .right
    }

    private func miss(
        _ before: OneTimePasswordSetting, _ services: Services, _ database: Connection
    ) throws -> OneTimePasswordProblem {
        let number = visit.person.number
        let setting = before.afterMiss(at: visit.now)
        try OneTimePasswordStore.setMisses(setting.misses, blockedAt: setting.blockedAt, of: number, database)
        try visit.actor.audit("one-time-password.confirmation-failed", database)
        guard let end = setting.blockEnd(at: visit.now) else {
            return .wrongConfirmation(fields, left: setting.missesLeft)
        }
        try visit.actor.audit("one-time-password.confirmation-blocked", database)
        try SecurityNotice(OneTimePasswordNotice.blocked(until: end), of: number, by: visit.actor)
            .write(services.mails, database)
        return .confirmationBlocked(fields, until: end)
    }
}
