import Crypto
import Encodings
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 登録, and the page that waits until the link in the mail has been used (OTP-2).
struct OneTimePasswordWaitingPage: Sendable {
    let services: Services

    static let path = "/one-time-password/registration/waiting"

    /// 登録 on the check page: the mail with the link goes out.
    func register(_ visit: Visit<Person>) async throws -> Response {
        try await send(visit) { $0.isDraft(of: visit.session.token, at: visit.now) }
    }

    /// A new link; the earlier one is dead, because only its hash is stored.
    func sendAgain(_ visit: Visit<Person>) async throws -> Response {
        try await send(visit) { $0.isWaiting(at: visit.now) }
    }

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit, []) }

    private enum Outcome: Sendable {
        case sent, nothingToSend
        case refused(OneTimePasswordProblem)
    }

    private func send(
        _ visit: Visit<Person>, if isReady: @escaping @Sendable (OneTimePasswordRegistration) -> Bool
    ) async throws -> Response {
        let link = Base64URL.encode(services.random(LinkText.byteCount))
        let outcome: Outcome = try await services.database.write { [services] database in
            let (number, now) = (visit.person.number, visit.now)
            guard try visit.isStillAtStep(database),
                let registration = try OneTimePasswordRegistrationStore.find(number, database), isReady(registration),
                let address = registration.address
            else { return .nothingToSend }
            let sendings = try OneTimePasswordStore.sendings(.link, of: number, at: now, database)
            if let until = OneTimePasswords.nextSending(after: sendings, at: now) {
                return .refused(.tooManySendings(until: until))
            }
            guard try OneTimePasswordStore.linksLeft(to: address, at: now, database) > 0 else {
                return .refused(.tooManyLinksToAddress)
            }
            try services.sendLink(link, to: address, of: number, by: visit.actor, database)
            try visit.actor.audit("one-time-password.link-sent", subject: address.masked, database)
            return .sent
        }
        switch outcome {
        case .sent:
            return .done(OneTimePasswordEffect.linkSent.notice(in: visit.language), at: OneTimePasswordWaitingPage.path)
        case .nothingToSend: return .redirect(to: OneTimePasswordWaitingPage.path)
        case .refused(let problem): return try page(visit, [problem.problem(in: visit.language)])
        }
    }

    private func page(_ visit: Visit<Person>, _ problems: [Problem]) throws -> Response {
        let (registration, delay) = try services.database.read { database in
            (
                try OneTimePasswordRegistrationStore.find(visit.person.number, database),
                try Outbox.delayNotice(in: visit.language, database, visit.now)
            )
        }
        guard let registration, let address = registration.address,
            registration.isWaiting(at: visit.now) || !problems.isEmpty
        else { return .redirect(to: visit.session.step.oneTimePasswordHome) }
        let view = WaitingView(
            address: address, isTooEarly: visit.query["next"] != nil,
            end: (registration.sentAt ?? visit.now) + OneTimePasswords.linkLifetime,
            step: visit.session.step, language: visit.language, delay: delay, send: FieldView(.send, "", problems))
        return try services.page("OneTimePasswords/waiting", view, for: visit, problems: problems)
    }
}

private struct WaitingView: ViewModel {
    let address: MailAddress
    /// 「次へ」 was pressed, and the link has not been used.
    let isTooEarly: Bool
    let end: Moment
    let step: SignInStep
    let language: Language
    let delay: String?
    let send: FieldView

    /// Where the address was entered.
    private var changePath: String {
        switch step {
        case .enterOneTimePassword: OneTimePasswordAddressPage.path
        case .signedIn: OneTimePasswordSettingsPage.path
        default: OneTimePasswordRegistrationPage.path
        }
    }

    static let fields: ViewFields<WaitingView> = [
        "address": { .text($0.address.masked) },
        "isTooEarly": { .flag($0.isTooEarly) },
        "end": { .text($0.end.dateAndTimeText(in: $0.language)) },
        "endISO": { .text($0.end.machineText) },
        "delay": { .text(ifAny: $0.delay) },
        "settings": { .flag($0.step == .signedIn) },
        "nextPath": {
            .text(
                $0.step == .signedIn ? OneTimePasswordSettingsPage.path : OneTimePasswordWaitingPage.path + "?next=1")
        },
        "changePath": { .text($0.changePath) },
        "send": { .object($0.send) },
    ]
}
