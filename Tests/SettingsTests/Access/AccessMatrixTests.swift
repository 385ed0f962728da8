@testable import Accounts
import Foundation
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// AUTH-2, AUTH-3: roles × routes × methods, out of the site's own table of routes.
@Suite struct AccessMatrixTests {
    private func routes(_ site: TestSite) -> [SiteRoute<Person>] { site.product.routes }

    /// A redirect of a page's own, such as after a form, is the page as well, unless the gate could have answered it; and so
    /// is its word that there is no such thing.
    private func isRight(
        _ answer: AccessAnswer, _ expected: AccessAnswer, _ path: String, _ role: AccessRole
    ) -> Bool {
        guard case .page = expected else { return answer == expected }
        switch answer {
        case .page: return true
        case .nothing: return AccessTable.showsWhatIsNamed.contains(path)
        case .step(let location):
            return role.step == .signedIn || location != role.step.home || AccessTable.leadsHome.contains(path)
        case .login: return AccessTable.leadsHome.contains(path)
        case .forbidden, .other: return false
        }
    }

    @Test func `AUTH-2 every route has a line in the table of who may come`() throws {
        let site = try TestSite()
        for route in routes(site) {
            #expect(AccessTable.who(route.path) != nil, "\(route.path) has no line in AccessTable")
        }
    }

    /// Otherwise the tests below could be right about nothing.
    @Test func `AUTH-2 every page has somebody who may see it, and every page but the open ones somebody who may not`()
        throws
    {
        let routes = routes(try TestSite())
        #expect(Set(routes.map(\.path)).count > 40)
        for route in routes {
            // Others are led on to a page that has a line of its own.
            if case .ledTo = AccessTable.who(route.path) { continue }
            let answers = AccessRole.all.map { AccessTable.answer(route.path, to: $0) }
            #expect(answers.contains(.page), "\(route.path) is for nobody")
            if case .open = route.access { continue }
            if case .everybody = route.access { continue }
            #expect(answers.contains { $0 != .page }, "\(route.path) is for everybody")
        }
    }

    @Test(arguments: AccessRole.all)
    func `AUTH-2, AUTH-3 every route lets in whom it is for, by GET and by a form with its token`(role: AccessRole)
        async throws
    {
        let site = try role.site()
        for route in routes(site) {
            let (browser, token) = try await role.browser(site, for: route)
            let page =
                route.method == .get
                ? await browser.get(route.path)
                : await browser.post(route.path, [("token", token)], token: false)
            let expected = try #require(AccessTable.answer(route.path, by: route.method, to: role))
            let answer = AccessAnswer(page)
            #expect(
                isRight(answer, expected, route.path, role),
                "\(route.method.rawValue) \(route.path): \(answer), not \(expected)")
        }
    }

    @Test(arguments: AccessRole.all)
    func `Every form without its token, or from another site, is refused and changes nothing`(role: AccessRole)
        async throws
    {
        let site = try role.site()
        let before = try victim(site)
        for route in routes(site) where route.method == .post {
            guard AccessTable.answer(route.path, by: .post, to: role) == .page else { continue }
            let (browser, token) = try await role.browser(site, for: route)
            let answer = await browser.post(route.path, [], token: false)
            #expect(refusals(of: route).contains(answer.status), "\(route.path): \(answer.status)")
            let foreign = await browser.post(
                route.path, [("token", token)], token: false, fields: [("Origin", "https://evil.example")])
            #expect(foreign.status == .forbidden, "\(route.path)")
        }
        #expect(try victim(site) == before)
    }

    @Test(arguments: AccessRole.onTheWay + AccessRole.signedIn)
    func `Every page of somebody signed in offers ログアウト, is stored nowhere and does not hold the session's id`(
        role: AccessRole
    ) async throws {
        let site = try role.site()
        for route in routes(site) where route.method == .get {
            if case .open = route.access { continue }
            // Who is still on the way in is one of everybody there.
            if case .everybody = route.access, !role.step.isLast { continue }
            let (browser, _) = try await role.browser(site)
            let session = try #require(browser.cookies[SessionToken.cookieName])
            let page = await browser.get(route.path)
            #expect(page.response.isPrivate, "\(route.path)")
            #expect(!page.text.contains(session) && page.location?.contains(session) != true, "\(route.path)")
            guard page.status == .ok else { continue }
            let type = page.response.contentType ?? ""
            #expect(type.hasSuffix("; charset=utf-8"), "\(route.path)")
            guard type.hasPrefix("text/html") else { continue }
            #expect(page.text.contains("<form method=\"post\" action=\"/logout\""), "\(route.path)")
        }
    }

    @Test(arguments: AccessRole.all)
    func `To ask for a page changes nothing, whatever its address names`(role: AccessRole) async throws {
        let site = try role.site()
        let before = try victim(site) + writings(site)
        for route in routes(site) where route.method == .get {
            let (browser, _) = try await role.browser(site)
            await browser.get(route.path + "?" + PercentEncoding.query(Self.foreignNames))
        }
        #expect(try victim(site) + writings(site) == before)
    }

    @Test(arguments: AccessRole.signedIn)
    func `No password that is typed, and no token, comes into the log or the trail`(role: AccessRole) async throws {
        let site = try role.site()
        var secrets: Set = ["hikari7days", "attacker7day"]
        for route in routes(site) where route.method == .post {
            let (browser, token) = try await role.browser(site, for: route)
            await browser.post(route.path, Self.foreignNames + [("token", token)], token: false)
            await browser.post(route.path, Self.foreignNames, token: false)
            secrets.formUnion(browser.cookies.values.filter { $0.count == 43 } + [token])
        }
        let trail = try site.services.database.read { database in
            try database.query("SELECT subject || coalesce(before, '') || coalesce(after, '') FROM audit") {
                $0.text(0)
            }
        }
        #expect(!trail.isEmpty && !site.log.all.isEmpty && secrets.count > 10)
        let written = (trail + site.log.all).joined()
        for secret in secrets { #expect(!written.contains(secret)) }
    }

    /// What answers a form without its token: a form that needs no sign-in may be shown once more, wrong as it is.
    private func refusals(of route: SiteRoute<Person>) -> [Status] {
        if case .open(_, again: .some) = route.access { return [.unprocessableContent, .notFound] }
        return [.forbidden]
    }

    @Test(arguments: AccessRole.all)
    func `Methods that a path has no route for are refused, whoever comes`(role: AccessRole) async throws {
        let site = try role.site()
        let methods = Dictionary(grouping: routes(site), by: \.path).mapValues { Set($0.map(\.method)) }
        for (path, allowed) in methods {
            let (browser, _) = try await role.browser(site)
            let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            for method in Method.allCases where !allowed.contains(method) {
                if method == .options || (method == .head && allowed.contains(.get)) { continue }
                let answer = await site.router.reply(
                    to: Request(
                        method: method, path: path, fields: [("Host", "localhost"), ("Cookie", cookies)],
                        peer: "192.0.2.1"))
                #expect(answer.status == (method == .other ? .notImplemented : .methodNotAllowed), "\(method) \(path)")
            }
        }
    }

    @Test(arguments: AccessRole.signedIn)
    func `AUTH-3 no page has a link to a page that is not for its reader`(role: AccessRole) async throws {
        let site = try role.site()
        try site.services.database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) SELECT id, 1, 1, 0, 'operator' FROM contract WHERE true
                ON CONFLICT DO NOTHING
                """)
        }
        let paths = Set(routes(site).map(\.path))
        for route in routes(site) where route.method == .get {
            let (browser, _) = try await role.browser(site)
            let page = await browser.get(route.path)
            guard page.status == .ok else { continue }
            for link in page.text.components(separatedBy: "href=\"").dropFirst() {
                let target = String(link.prefix { $0 != "\"" && $0 != "?" && $0 != "#" })
                guard paths.contains(target) else { continue }
                #expect(
                    AccessTable.answer(target, to: role) != .forbidden, "\(route.path) links to \(target)")
            }
        }
    }

    @Test func `Whatever another contract names in its forms, nothing of this one changes or shows`() async throws {
        var role = try #require(AccessRole.signedIn.last)
        for unit in AuthenticationUnit.allCases {
            role.unit = unit
            role.services = AccessRole.allServices
            let site = try role.site()
            let before = try victim(site)
            for route in routes(site) {
                let (browser, token) = try await role.browser(site, for: route)
                let page =
                    route.method == .get
                    ? await browser.get(route.path + "?" + PercentEncoding.query(Self.foreignNames))
                    : await browser.post(route.path, Self.foreignNames + [("token", token)], token: false)
                #expect(page.status.code < 500, "\(route.path)")
                // The number may come back as what was typed; what is stored under it may not.
                #expect(!page.text.contains("09087654321"), "\(route.path)")
                #expect(!page.text.contains("0355550003"), "\(route.path)")
            }
            #expect(try victim(site) == before)
        }
    }

    /// Names of this contract in every control that the site's forms have.
    private static let foreignNames = [
        ("number", "0355550002"), ("telephoneNumber", "0355550002"), ("contract", "1"), ("id", "1"), ("upload", "1"),
        ("change", "1"), ("version", "0"), ("action", "start"), ("currentPassword", "hikari7days"),
        ("newPassword", "attacker7day"), ("confirmation", "attacker7day"), ("destination-0355550002", "0312345678"),
        ("version-0355550002", "0-"), ("password-0355550002", "hikari7days"), ("mailAddress", "thief@example.jp"),
        ("use", "1"), ("q", "0355550002"),
    ]

    /// How much has been written about whatever was done, and how often contracts have changed.
    private func writings(_ site: TestSite) throws -> [String] {
        try site.services.database.read { database in
            try database.query(
                """
                SELECT count(*) FROM audit UNION ALL SELECT count(*) FROM outbox_mail
                UNION ALL SELECT sum(revision) FROM contract
                """
            ) { "\($0.integer(0))" }
        }
    }

    /// All that is stored of the contract that is not one's own.
    private func victim(_ site: TestSite) throws -> [String] {
        try site.services.database.read { database in
            try database.query(
                """
                SELECT 'contract ' || json_array(number, name, channels, authentication_unit, monitor_number)
                FROM contract WHERE number = '0355550001'
                UNION ALL
                SELECT 'credential ' || json_array(number, kind, hex(hash), set_at, failures, voided_at)
                FROM credential WHERE number LIKE '035555%'
                UNION ALL
                SELECT 'one-time ' || json_array(number, is_used, mail_address) FROM one_time_password
                WHERE number LIKE '035555%'
                UNION ALL
                SELECT 'destination ' || json_array(number, destination) FROM bulk_forwarding_destination
                WHERE number LIKE '035555%'
                UNION ALL
                SELECT 'service ' || json_array(contract_id, is_on) FROM bulk_forwarding
                WHERE contract_id = (SELECT id FROM contract WHERE number = '0355550001')
                ORDER BY 1
                """
            ) { $0.text(0) }
        }
    }
}
