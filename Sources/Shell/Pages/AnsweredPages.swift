import Crypto
import Encodings
import HTTP
import Synchronization
import Telephony

/// Pages that answer a form, kept for a while under an address of their own: the form is answered 303 to it, so that Back and reload
/// show the page again and never the browser's question whether to send the form once more.
///
/// In memory only, and gone with the program: nothing depends on them. A page is found by a random name and the cookie of whoever
/// sent the form, both of which an attacker would need.
final class AnsweredPages: Sendable {
    static let path = "/answer"
    private static let nameField = "page"
    /// Of one visitor; the oldest goes first.
    private static let mostOfOwner = 8
    private static let lifetime: Duration = .minutes(30)

    private struct Page {
        let owner: [UInt8]
        let response: Response
        let keptAt: Moment
        /// Whether its browser was given a cookie along with it, and has not shown that yet.
        var isAwaited: Bool
    }

    private struct State {
        var pages: [String: Page] = [:]
        /// Names, the oldest first; some may be gone already.
        var order: [String] = []
        var ofOwner: [[UInt8]: [String]] = [:]
        var bytes = 0

        mutating func forget(_ name: String) {
            guard let page = pages.removeValue(forKey: name) else { return }
            bytes -= page.response.body.count
            ofOwner[page.owner]?.removeAll { $0 == name }
            if ofOwner[page.owner]?.isEmpty == true { ofOwner[page.owner] = nil }
        }
    }

    /// Beyond so many bytes the oldest pages go, whoever's they are.
    private let capacity: Int
    private let state = Mutex(State())

    /// The name of the site's session cookie: a page that takes it away has to be given at once.
    private let session: String

    init(capacity: Int, session: String = SessionToken.cookieName) {
        self.capacity = capacity
        self.session = session
    }

    /// Where the browser is sent instead of being given the page; nil for what is no page, or has to be given at once.
    /// - Parameter owner: what the visitor's cookie is known by.
    func redirection(to response: Response, of owner: [UInt8], named random: [UInt8], at now: Moment) -> Response? {
        let isPage = response.contentType?.hasPrefix("text/html") == true && response.fields["location"] == nil
        let forgetsSession = response.fields.values("set-cookie").contains { $0.hasPrefix(session) }
        guard isPage, !forgetsSession, response.body.count <= capacity / 8 else { return nil }
        let name = Base64URL.encode(random)
        var kept = response
        kept.fields = Fields([])
        kept.isPrivate = true
        let page = Page(owner: owner, response: kept, keptAt: now, isAwaited: response.fields["set-cookie"] != nil)
        state.withLock { keep(page, name, &$0) }
        var redirection = Response.redirect(to: "\(Self.path)?\(PercentEncoding.query([(Self.nameField, name)]))")
        for cookie in response.fields.values("set-cookie") { redirection.fields.append("Set-Cookie", cookie) }
        return redirection
    }

    private func keep(_ page: Page, _ name: String, _ state: inout State) {
        for old in state.order {
            guard let kept = state.pages[old] else { continue }
            guard kept.keptAt + Self.lifetime <= page.keptAt || state.bytes + page.response.body.count > capacity else {
                break
            }
            state.forget(old)
        }
        state.order.removeAll { state.pages[$0] == nil }
        while let names = state.ofOwner[page.owner], names.count >= Self.mostOfOwner { state.forget(names[0]) }
        state.pages[name] = page
        state.order.append(name)
        state.ofOwner[page.owner, default: []].append(name)
        state.bytes += page.response.body.count
    }

    /// The page that a request asks for, for whoever has been given it.
    func page(_ request: Request, of owner: [UInt8], at now: Moment) -> Response? {
        guard let name = request.queryForm()[Self.nameField] else { return nil }
        return state.withLock { state in
            guard let page = state.pages[name], page.owner == owner, now < page.keptAt + Self.lifetime else {
                return nil
            }
            state.pages[name]?.isAwaited = false
            return page.response
        }
    }

    /// Whether the page was given with a cookie that no request for it has shown.
    func isAwaited(_ request: Request, at now: Moment) -> Bool {
        guard let name = request.queryForm()[Self.nameField] else { return false }
        return state.withLock { $0.pages[name].map { $0.isAwaited && now < $0.keptAt + Self.lifetime } } ?? false
    }
}
