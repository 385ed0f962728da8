import Foundation
package import HTTP
import Synchronization
import Testing

/// A browser without a screen: it keeps cookies, follows nothing by itself but to the page that answers a form, and sends a form with the
/// token of the page it is on.
package final class TestBrowser: Sendable {
    private let router: Router
    /// Lives as long as somebody browses it.
    private let site: any AnyObject & Sendable
    private let address: String
    private let state = Mutex(State())

    private struct State {
        var cookies: [String: String] = [:]
        var page = TestPage(Response.text(""))
        var takesCookies = true
    }

    package convenience init(site: TestSite, address: String) {
        self.init(router: site.router, of: site, address: address)
    }

    /// At any site.
    package init(router: Router, of site: any AnyObject & Sendable, address: String) {
        self.router = router
        self.site = site
        self.address = address
    }

    package var cookies: [String: String] {
        get { state.withLock { $0.cookies } }
        set { state.withLock { $0.cookies = newValue } }
    }

    /// Whether it keeps what sites ask it to.
    package var takesCookies: Bool {
        get { state.withLock { $0.takesCookies } }
        set { state.withLock { $0.takesCookies = newValue } }
    }

    /// The page it is on.
    package var page: TestPage { state.withLock { $0.page } }

    @discardableResult
    package func get(_ path: String) async -> TestPage {
        await send(Request(path: path, fields: fields, peer: address))
    }

    /// Sends names and values, with the token of the page it is on, and the version it shows, unless the form brings one.
    @discardableResult
    package func post(
        _ path: String, _ form: [(String, String)], token: Bool = true, fields more: [(String, String)] = []
    )
        async -> TestPage
    {
        var form = form
        if token, let value = page.value(of: "token") { form.append(("token", value)) }
        if let version = page.value(of: "version"), !form.contains(where: { $0.0 == "version" }) {
            form.append(("version", version))
        }
        let type = ("Content-Type", "application/x-www-form-urlencoded")
        return await send(
            Request(
                method: .post, path: path, fields: fields + [type] + more,
                body: Array(PercentEncoding.query(form).utf8),
                peer: address))
    }

    /// Sends a file as a form with `multipart/form-data` does.
    @discardableResult
    package func upload(_ path: String, _ form: [(String, String)] = [], file: String, name: String, _ bytes: [UInt8])
        async
        -> TestPage
    {
        let boundary = "----hikari-test-boundary"
        var body: [UInt8] = []
        for (name, value) in form + [("token", page.value(of: "token") ?? "")] {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let disposition = "Content-Disposition: form-data; name=\"\(file)\"; filename=\"\(name)\""
        body += Array("--\(boundary)\r\n\(disposition)\r\nContent-Type: text/csv\r\n\r\n".utf8)
        body += bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        let type = ("Content-Type", "multipart/form-data; boundary=\(boundary)")
        return await send(
            Request(method: .post, path: path, fields: fields + [type], body: body, peer: address))
    }

    @discardableResult
    package func signIn(_ number: String, _ password: String, next: String = "") async throws -> TestPage {
        await get("/login")
        return await post("/login", [("telephoneNumber", number), ("password", password), ("next", next)])
    }

    /// Sends a form of which the server reads the head and refuses the rest.
    package func refused(_ status: Status, _ path: String) async -> TestPage {
        let request = Request(method: .post, path: path, fields: fields, peer: address)
        guard let response = router.refusal(status, of: request) else { return TestPage(.plain(status)) }
        return await arrive(TestPage(response))
    }

    private var fields: [(String, String)] {
        let pairs = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        return [("Host", "localhost"), ("Cookie", pairs)]
    }

    private func send(_ request: Request) async -> TestPage {
        await arrive(TestPage(await router.reply(to: request)))
    }

    private func arrive(_ page: TestPage) async -> TestPage {
        state.withLock { state in
            for cookie in page.response.fields.values("set-cookie") where state.takesCookies {
                let parts = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
                state.cookies[String(parts[0])] = parts.count > 1 ? String(parts[1]) : nil
            }
            state.page = page
        }
        guard let answer = page.location, answer.hasPrefix("/answer?") else { return page }
        return await get(answer)
    }
}

/// What came back, with the few questions tests ask of a page.
package struct TestPage: Sendable {
    package let response: Response

    package init(_ response: Response) { self.response = response }

    package var status: Status { response.status }
    package var text: String { String(decoding: response.body, as: UTF8.self) }
    package var location: String? { response.fields["location"] }
    package var title: String { text.between("<title>", "</title>") ?? "" }
    package var heading: String { text.between("<h1>", "</h1>") ?? "" }

    /// What a person reads: the page without its tags.
    package var words: String {
        text.components(separatedBy: "<").map { String($0.drop { $0 != ">" }.dropFirst()) }.joined()
    }

    /// The words of each row of the first table, cells with spaces between.
    package var rows: [String] {
        (text.between("<tbody>", "</tbody>") ?? "").components(separatedBy: "<tr>").dropFirst().map { row in
            row.replacing(/<[^>]*>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    /// The sentences of the summary above a refused form.
    package var problems: [String] {
        guard let list = text.between("summary-list", "</ul>") else { return [] }
        return list.components(separatedBy: "<li>").dropFirst().compactMap { $0.between("\">", "</a>") }
    }

    /// The value attribute of the control of that name.
    package func value(of name: String) -> String? {
        guard let tag = text.components(separatedBy: "<input").first(where: { $0.contains("name=\"\(name)\"") }),
            let attributes = tag.components(separatedBy: ">").first
        else { return nil }
        return attributes.between("value=\"", "\"")
    }
}

extension String {
    /// The text between the first `start` and the `end` after it.
    package func between(_ start: String, _ end: String) -> String? {
        let parts = components(separatedBy: start)
        guard parts.count > 1 else { return nil }
        let rest = parts.dropFirst().joined(separator: start)
        let inner = rest.components(separatedBy: end)
        return inner.count > 1 ? inner[0] : nil
    }
}
