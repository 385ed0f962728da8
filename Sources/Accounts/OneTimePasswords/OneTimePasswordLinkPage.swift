import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// メールアドレスの本登録: the page behind the link in the mail. Needs no sign-in and changes nothing when it is opened, for
/// mail scanners open links too (OTP-2).
struct OneTimePasswordLinkPage: Sendable {
    let services: Services

    static let donePath = "/one-time-password/confirmation/done"

    static func path(_ link: String) -> String { "/one-time-password/confirmation?link=\(link)" }

    func show(_ visit: OpenVisit) throws -> Response {
        try page(LinkText(visit.query["link"] ?? ""), visit)
    }

    /// The button was pressed on a page that has outlived its cookie or its token.
    func showAgain(_ visit: OpenVisit) throws -> Response {
        try page(LinkText(visit.form["link"] ?? ""), isAgain: true, visit)
    }

    func register(_ visit: OpenVisit) async throws -> Response {
        let text = LinkText(visit.form["link"] ?? "")
        guard case .whole(let whole) = text else { return try page(text, visit) }
        let link = OneTimePasswordLink(
            link: whole, session: visit.request.cookie(SessionToken.cookieName).flatMap(SessionToken.init(cookie:)),
            client: visit.request.peer, now: visit.now)
        switch try await link.run(services) {
        case .registered(_, let landing?):
            return .done(OneTimePasswordEffect.registered.notice(in: visit.language), at: landing)
        case .registered(_, nil): return .redirect(to: OneTimePasswordLinkPage.donePath)
        case .unknown, .expired: return try page(text, visit)
        }
    }

    func showDone(_ visit: OpenVisit) throws -> Response {
        try services.page("OneTimePasswords/link-done", PlainView(), for: visit)
    }

    private func page(_ text: LinkText, isAgain: Bool = false, _ visit: OpenVisit) throws -> Response {
        guard case .whole(let link) = text else { return try dead(.damaged, visit) }
        let (found, isUsed) = try services.database.read { database in
            (
                try OneTimePasswordRegistrationStore.find(link: link, database),
                try OneTimePasswordRegistrationStore.number(ofUsed: link, database) != nil
            )
        }
        if isUsed { return .redirect(to: OneTimePasswordLinkPage.donePath) }
        guard let found, let address = found.address, found.sentAt != nil, !found.hasExpired(at: visit.now) else {
            return try dead(found == nil ? .replaced : .expired, visit)
        }
        let view = LinkView(number: found.number, address: address, link: link, isAgain: isAgain)
        return try services.page("OneTimePasswords/link", view, for: visit)
    }

    private func dead(_ cause: DeadLinkView.Cause, _ visit: OpenVisit) throws -> Response {
        try services.page(
            "OneTimePasswords/link-dead", DeadLinkView(cause: cause), for: visit, status: .notFound)
    }
}

private struct LinkView: ViewModel {
    let number: PhoneNumber
    let address: MailAddress
    let link: String
    let isAgain: Bool

    static let fields: ViewFields<LinkView> = [
        "isAgain": { .flag($0.isAgain) },
        "number": { .text($0.number.display) },
        "address": { .text($0.address.masked) },
        "link": { .text($0.link) },
    ]
}

private struct DeadLinkView: ViewModel {
    enum Cause {
        case expired, replaced, damaged
    }

    let cause: Cause

    static let fields: ViewFields<DeadLinkView> = [
        "hasExpired": { .flag($0.cause == .expired) },
        "isReplaced": { .flag($0.cause == .replaced) },
        "isDamaged": { .flag($0.cause == .damaged) },
    ]
}
