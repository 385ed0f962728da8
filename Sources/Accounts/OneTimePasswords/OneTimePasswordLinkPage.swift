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
        try page(visit.query["link"] ?? "", visit)
    }

    func register(_ visit: OpenVisit) async throws -> Response {
        let text = visit.form["link"] ?? ""
        let link = OneTimePasswordLink(
            link: text, session: visit.request.cookie(SessionToken.cookieName).flatMap(SessionToken.init(cookie:)),
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

    private func page(_ link: String, _ visit: OpenVisit) throws -> Response {
        let found = try services.database.read { try OneTimePasswordRegistrationStore.find(link: link, $0) }
        guard let found, let address = found.address, found.sentAt != nil, !found.hasExpired(at: visit.now) else {
            return try services.page(
                "OneTimePasswords/link-dead", DeadLinkView(hasExpired: found != nil), for: visit, status: .notFound)
        }
        let view = LinkView(number: found.number, address: address, link: link)
        return try services.page("OneTimePasswords/link", view, for: visit)
    }
}

private struct LinkView: ViewModel {
    let number: PhoneNumber
    let address: MailAddress
    let link: String

    static let fields: ViewFields<LinkView> = [
        "number": { .text($0.number.display) },
        "address": { .text($0.address.masked) },
        "link": { .text($0.link) },
    ]
}

private struct DeadLinkView: ViewModel {
    let hasExpired: Bool

    static let fields: ViewFields<DeadLinkView> = ["hasExpired": { .flag($0.hasExpired) }]
}
