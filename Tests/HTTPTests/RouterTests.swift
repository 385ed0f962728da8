import Testing

@testable import HTTP

@Suite struct RouterTests {
    private struct Broken: Error {}

    private let router = Router(
        routes: [
            .get("/") { _ in .html(Array("top".utf8)) },
            .get("/form") { _ in .html(Array("form".utf8)) },
            .post("/form", bodyLimit: 1024) { request in
                let form = try request.form()
                return .redirect(to: "/form?saved=" + PercentEncoding.component(form["name"] ?? ""))
            },
            .get("/forbidden") { _ in throw StatusError(.forbidden) },
            .get("/broken") { _ in throw Broken() },
            .post("/logout") { _ in .redirect(to: "/") },
            .get("/orders/*") { request in .html(Array("family \(request.path)".utf8)) },
            .get("/orders/new") { _ in .html(Array("new".utf8)) },
            .get("/orders/*/cancel") { request in .html(Array("cancel \(request.path)".utf8)) },
            .get("/shops/*/files/import/apply") { request in .html(Array("apply \(request.path)".utf8)) },
            .get("/shops/*/a/b/c/d") { _ in .html(Array("far".utf8)) },
        ],
        staticFiles: StaticFiles(contents: ["/style.css": Array("a{}".utf8)]),
        errorPage: { status, request in .html(Array("\(status.code) \(request.path)".utf8), status: status) },
        failed: { error, _ in .text("\(type(of: error))", status: .internalServerError) })

    private func reply(_ method: Method, _ path: String) async -> Response {
        await router.respond(to: Request(method: method, path: path))
    }

    private func body(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }

    @Test func `a route answers its path and method`() async {
        let page = await reply(.get, "/form")
        #expect(page.status == .ok && body(page) == "form" && page.isPrivate)
        let request = Request(
            method: .post, path: "/form", fields: [("content-type", "application/x-www-form-urlencoded")],
            body: Array("name=a%26b".utf8))
        let saved = await router.respond(to: request)
        #expect(saved.status == .seeOther && saved.fields["location"] == "/form?saved=a%26b")
    }

    @Test func `a family of paths has one part more, and a path of its own goes first`() async {
        #expect(body(await reply(.get, "/orders/7")) == "family /orders/7")
        #expect(body(await reply(.get, "/orders/new")) == "new")
        for other in ["/orders", "/orders/", "/orders/7/8", "/orders/7/", "/other/7"] {
            #expect(await reply(.get, other).status == .notFound, "\(other)")
        }
        #expect(await reply(.post, "/orders/7").status == .methodNotAllowed)
    }

    @Test func `what hangs on each of a family has a path of its own`() async {
        #expect(body(await reply(.get, "/orders/7/cancel")) == "cancel /orders/7/cancel")
        for other in ["/orders//cancel", "/orders/7/cancel/", "/orders/7/8/cancel", "/other/7/cancel", "/cancel"] {
            #expect(await reply(.get, other).status == .notFound, "\(other)")
        }
    }

    @Test func `pages below what hangs on each of a family are found, three parts deep and no deeper`() async {
        #expect(body(await reply(.get, "/shops/7/files/import/apply")) == "apply /shops/7/files/import/apply")
        for other in [
            "/shops/7/a/b/c/d", "/shops//files/import/apply", "/shops/7/files/import", "/shops/7/8/import/apply",
        ] {
            #expect(await reply(.get, other).status == .notFound, "\(other)")
        }
        #expect(Route.families(of: String(repeating: "/x", count: 4_000)).count == 4)
    }

    @Test func `HEAD is answered as GET is`() async {
        let page = await reply(.head, "/form")
        #expect(page.status == .ok && page.body.count == 4)
        #expect(await reply(.head, "/logout").status == .methodNotAllowed)
    }

    @Test func `a path nobody knows is 404 with the site's page`() async {
        let page = await reply(.get, "/nowhere")
        #expect(page.status == .notFound && body(page) == "404 /nowhere")
        #expect(await reply(.get, "/form/").status == .notFound)
        #expect(await reply(.post, "/nowhere").status == .notFound)
    }

    @Test(arguments: [Method.put, .delete, .patch, .trace, .connect])
    func `a method the path does not have is 405 and says which it has`(method: Method) async {
        let page = await reply(method, "/form")
        #expect(page.status == .methodNotAllowed && page.fields["allow"] == "GET, HEAD, POST, OPTIONS")
        #expect(await reply(method, "/logout").fields["allow"] == "POST, OPTIONS")
        #expect(await reply(method, "/style.css").fields["allow"] == "GET, HEAD, OPTIONS")
    }

    @Test func `TRACE is refused everywhere, an unknown method with 501`() async {
        #expect(await reply(.trace, "/nowhere").status == .methodNotAllowed)
        for path in ["/form", "/nowhere", "/style.css"] { #expect(await reply(.other, path).status == .notImplemented) }
    }

    @Test func `QUERY is known, and served nowhere`() async {
        let form = await reply(.query, "/form")
        #expect(form.status == .methodNotAllowed && form.fields["allow"] == "GET, HEAD, POST, OPTIONS")
        #expect(await reply(.query, "/nowhere").status == .notFound)
    }

    @Test func `OPTIONS tells the methods`() async {
        let form = await reply(.options, "/form")
        #expect(form.status == .noContent && form.fields["allow"] == "GET, HEAD, POST, OPTIONS")
        #expect(await reply(.options, "*").fields["allow"] == "GET, HEAD, POST, OPTIONS")
        #expect(await reply(.options, "/style.css").fields["allow"] == "GET, HEAD, OPTIONS")
        #expect(await reply(.options, "/nowhere").status == .notFound)
    }

    @Test func `a handler that throws still gives a page`() async {
        #expect(body(await reply(.get, "/forbidden")) == "403 /forbidden")
        #expect(body(await reply(.get, "/broken")) == "Broken")
        let bad = Request(method: .post, path: "/form", fields: [("content-type", "text/plain")], body: [1])
        #expect(await router.respond(to: bad).status == .unsupportedMediaType)
    }

    @Test func `a route's limit is the limit of its body, others have the usual one`() {
        #expect(router.bodyRule(for: Request(method: .post, path: "/form")) == .upTo(1024))
        #expect(router.bodyRule(for: Request(method: .post, path: "/logout")) == .upTo(65536))
        #expect(router.bodyRule(for: Request(method: .post, path: "/nowhere")) == .upTo(65536))
    }

    @Test func `without pages of its own a refusal is a plain one`() async {
        let response = await Router(routes: [.get("/broken") { _ in throw Broken() }]).respond(
            to: Request(path: "/broken"))
        #expect(response.status == .internalServerError && body(response).contains("500 Internal Server Error"))
        #expect(!body(response).contains("Broken"))
    }

    @Test(arguments: ["/", "/services", "/a?b=c&d=%E3%81%82", "/a//b", "/a?next=/b", "/~x/;y=1"])
    func `a redirect goes to a path of this site`(path: String) {
        #expect(Response.isLocalPath(path) && Response.redirect(to: path).fields["location"] == path)
    }

    @Test(arguments: [
        "", "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example",
        "http://localhost/", "evil.example", "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x", "/a\r\nSet-Cookie: x", "/\t/evil.example", "\t//evil.example", " //evil.example",
        "/.//evil.example", "/a/..//evil.example",
        "//user@evil.example", "/%2F/evil.example", "/%5Cevil.example", "/a?b=%0d%0a", "/a?b=\\", "/a#b", "/..", "/電話",
        "?a", "/a b", "/%", "/\u{0}",
    ]) func `a redirect to anywhere else goes to the entry`(path: String) {
        #expect(!Response.isLocalPath(path) && Response.redirect(to: path).fields["location"] == "/")
    }

    @Test func `the clear port only sends readers to the configured origin`() async {
        let redirect = HTTPSRedirect(origin: "https://site.example:8443")
        func reply(_ method: Method, _ path: String) async -> Response {
            await redirect.respond(to: Request(method: method, path: path, host: "evil.example"))
        }
        let moved = await reply(.get, "/a%20b?c=%26")
        #expect(
            moved.status == .permanentRedirect && moved.fields["location"] == "https://site.example:8443/a%20b?c=%26")
        #expect(await reply(.head, "/").fields["location"] == "https://site.example:8443/")
        #expect(await reply(.post, "/login").status == .methodNotAllowed)
        #expect(redirect.bodyRule(for: Request(method: .post, path: "/login")) == .dropped(above: 0))
    }
}
