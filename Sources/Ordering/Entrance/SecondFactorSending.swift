import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The mail with a code, in one transaction: the same code again while it serves, at most so many mails (OTP-5).
struct SecondFactorSending: Sendable {
    let account: Account
    /// The hash by which the database knows the session.
    let session: [UInt8]
    let nonce: [UInt8]
    let client: String
    let actor: Actor
    /// Of who is signed in: another code follows one whose time is over, where a sign-in would begin anew.
    var isForChange = false

    enum Outcome: Sendable, Equatable {
        case sent
        case refused(SecondFactorProblem)
        /// Codes come from the person's app.
        case notByMail
        /// The code's time is over: the sign-in begins anew.
        case gone
    }

    func send(_ services: Services, _ database: Connection) throws -> Outcome {
        guard account.secondFactor != .app else { return .notByMail }
        let (now, steady) = (actor.at, services.steady.now)
        let earlier = try SecondFactorStore.challenge(session, account: account.id, database)
        let hasExpired = earlier?.hasExpired(at: steady) == true
        if hasExpired, !isForChange { return .gone }
        if let until = try SecondFactorLimits.closedUntil(account.id, at: now, database) {
            return .refused(.tooManyMisses(until: until))
        }
        let sendings = try SecondFactorStore.moments(
            of: .code, of: account.id, since: now - OneTimePasswords.sendingWindow, database)
        if let until = OneTimePasswords.nextSending(after: sendings, at: now) {
            return .refused(.tooManySendings(until: until))
        }
        let challenge = SecondFactorChallenge(
            session: session, account: account.id, nonce: hasExpired ? nonce : earlier?.nonce ?? nonce,
            firstSentAt: hasExpired ? steady : earlier?.firstSentAt ?? steady, misses: earlier?.misses ?? 0)
        try SecondFactorStore.save(challenge, at: now, database)
        try SecondFactorStore.note(.code, of: account.id, at: now, database)
        if let mail = try mail(challenge, services) { try OutboxStore.add(mail, of: nil, at: now, database) }
        try actor.audit("second-factor.sent", subject: account.mailAddress.masked, database)
        return .sent
    }

    private func mail(_ challenge: SecondFactorChallenge, _ services: Services) throws -> Mail? {
        guard let code = challenge.code(services.key), let left = challenge.timeLeft(at: services.steady.now) else {
            return nil
        }
        let view = SecondFactorMailView(
            name: account.name, isForChange: isForChange, code: code.digits,
            reference: challenge.reference(services.key),
            end: (actor.at + left).dateAndTimeText(in: services.language),
            at: actor.at.dateAndTimeText(in: services.language), client: client)
        return try services.mails.mail(
            "second-factor.code", to: account.mailAddress, "Entrance/code-mail", view, worthlessAfter: actor.at + left)
    }
}

private struct SecondFactorMailView: ViewModel {
    let name: String
    let isForChange: Bool
    let code: String
    let reference: String
    let end: String
    let at: String
    let client: String

    static let fields: ViewFields<SecondFactorMailView> = [
        "name": { .text($0.name) },
        "isForChange": { .flag($0.isForChange) },
        "code": { .text($0.code) },
        "reference": { .text($0.reference) },
        "end": { .text($0.end) },
        "at": { .text($0.at) },
        "client": { .text($0.client) },
    ]
}
