import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// RIGHT-1, RIGHT-4: visitors × routes, out of the site's own table of routes.
@Suite struct OrderingAccessTests {
    enum Role: String, CaseIterable, Sendable {
        case stranger, atCode, choosing, nobody, viewer, editor, pbxEditor, administrator
    }

    /// A company with somebody of every kind, and another one, whose things nobody here may see.
    private struct House {
        let site: TestOrderingSite
        let foreign: [String: String]

        init() throws {
            site = try TestOrderingSite()
            let company = try site.addCompany()
            try site.addAccount("nobody@example.jp", of: company)
            try site.addAccount("viewer@example.jp", of: company, grants: [Grant(.everything, .view)])
            try site.addAccount("editor@example.jp", of: company, grants: [Grant(.everything, .edit)])
            try site.addAccount("pbxEditor@example.jp", of: company, grants: [Grant(.service(.smartPBX), .edit)])
            try site.addAccount("administrator@example.jp", of: company, isAdministrator: true)
            try site.addAccount("choosing@example.jp", of: company, factor: nil)
            let other = try site.addCompany("見知らぬ株式会社")
            let account = try site.addAccount(
                "foreign@example.jp", of: other, isAdministrator: true, grants: [Grant(.everything, .edit)])
            let group = try site.services.database.read { try UserGroupStore.all(of: other, $0)[0].id }
            let now = site.clock.now
            try site.services.database.writeAndWait { database in
                try ServiceContractStore.add(.first, of: other, .smartPBX, at: now, database)
            }
            foreign = ["account": "\(account)", "group": "\(group)"]
        }

        func browser(_ role: Role) async throws -> TestBrowser {
            let browser = site.browser(address: "192.0.2.\(10 + (Role.allCases.firstIndex(of: role) ?? 0))")
            switch role {
            case .stranger: break
            case .atCode: await browser.enterOrdering("nobody@example.jp", TestOrderingSite.password)
            case .choosing:
                await browser.enterOrdering("choosing@example.jp", TestOrderingSite.password)
                await browser.enterSecondFactor(try site.code())
            default: return try await site.signedIn("\(role.rawValue)@example.jp")
            }
            return browser
        }
    }

    private enum Answer: Equatable, CustomStringConvertible {
        case page, login, forbidden, unauthorized, step(String)

        var description: String {
            switch self {
            case .page: "page"
            case .login: "login"
            case .forbidden: "forbidden"
            case .unauthorized: "unauthorized"
            case .step(let path): "to \(path)"
            }
        }

        init(_ page: TestPage) {
            switch page.location {
            case let location? where location.hasPrefix("/login"): self = .login
            case let location?: self = EmployeeSteps.all.map(\.home).contains(location) ? .step(location) : .page
            case nil:
                self = page.status == .forbidden ? .forbidden : page.status == .unauthorized ? .unauthorized : .page
            }
        }
    }

    private func step(_ role: Role) -> SignInStep? {
        switch role {
        case .stranger: nil
        case .atCode: EmployeeSteps.enterSecondFactor
        case .choosing: EmployeeSteps.chooseSecondFactor
        default: EmployeeSteps.signedIn
        }
    }

    private func expected(_ path: String, _ role: Role, _ person: Employee?) throws -> Answer {
        let who = try #require(OrderingAccessTable.who(path), "\(path) has no line in OrderingAccessTable")
        let step = step(role)
        switch who {
        case .everybody: return .page
        case .strangers: return step?.isLast == true ? .step(EmployeeSteps.signedIn.home) : path == "/" ? .login : .page
        case .signingIn: return step == nil ? .login : .page
        case .at(let wanted): return step.map { $0 == wanted ? .page : .step($0.home) } ?? .login
        case .signedIn(let isAllowed):
            guard let step else { return .login }
            guard step.isLast, let person else { return .step(step.home) }
            return isAllowed(person) ? .page : .forbidden
        case .programs: return .unauthorized
        }
    }

    @Test func `RIGHT-4 every route has a line in the table of who may come`() throws {
        let product = try House().site.product
        for path in product.routes.map(\.path) + product.doors.flatMap(\.routes).map(\.path) {
            #expect(OrderingAccessTable.who(path) != nil, "\(path) has no line in OrderingAccessTable")
        }
    }

    @Test(arguments: [Role.stranger, .editor, .administrator])
    func `RIGHT-4 nobody comes to the doors of programs with a session`(role: Role) async throws {
        let house = try House()
        let browser = try await house.browser(role)
        for route in house.site.product.doors.flatMap(\.routes) {
            let page = await route.method == .post ? browser.post(route.path, []) : browser.get(route.path)
            #expect(Answer(page) == (try expected(route.path, role, nil)), "\(route.path)")
        }
    }

    @Test(arguments: Role.allCases)
    func `RIGHT-1, RIGHT-4 every page lets in whom it is for, and refuses everybody else`(role: Role) async throws {
        let house = try House()
        let browser = try await house.browser(role)
        let person = try person(of: browser, house)
        for route in house.site.product.routes where route.method == .get {
            let before = browser.cookies
            let answer = Answer(await browser.get(route.path))
            let wanted = try expected(route.path, role, person)
            // A page may lead home by itself where there is nothing to do on it.
            let home = step(role).map { Answer.step($0.home) }
            let leadsHome = wanted == .page && answer == home && (person != nil || route.path == "/second-factor/app")
            #expect(answer == wanted || leadsHome, "\(route.path): \(answer), not \(wanted)")
            browser.cookies = before
        }
    }

    @Test(arguments: Role.allCases)
    func `RIGHT-4 every form without its token is refused to whomever it is for, and led away from all others`(
        role: Role
    ) async throws {
        let house = try House()
        let browser = try await house.browser(role)
        let person = try person(of: browser, house)
        let before = try state(house)
        for route in house.site.product.routes where route.method == .post {
            let cookies = browser.cookies
            let page = await browser.post(route.path, [], token: false)
            if case .open = route.access {
                let isLedAway = page.location == "/device/login"
                #expect(
                    isLedAway || [.forbidden, .unprocessableContent, .notFound].contains(page.status), "\(route.path)")
            } else if try expected(route.path, role, person) == .page {
                #expect(page.status == .forbidden, "\(route.path): \(page.status)")
            } else {
                #expect(page.status == .forbidden || page.location != nil, "\(route.path): \(page.status)")
            }
            browser.cookies = cookies
        }
        #expect(try state(house) == before)
    }

    @Test func `RIGHT-4 what is another company's is 404, by GET and by a form`() async throws {
        let house = try House()
        let browser = try await house.browser(.administrator)
        let before = try state(house)
        for (path, name) in OrderingAccessTable.named {
            let foreign = try #require(house.foreign[name])
            for id in [foreign, "0", "-1", "99999999999999999999", "x", ""] {
                #expect(await browser.get("\(path)?\(name)=\(id)").status == .notFound, "\(path) \(id)")
                await browser.get("/dashboard")
                let form = [
                    (name, id), ("version", "0"), ("name", "x"), ("telephone", "0312345678"), ("kind", "user"),
                    ("scope", "everything"), ("level", "edit"),
                ]
                #expect(await browser.post(path, form).status == .notFound, "\(path) \(id)")
            }
        }
        #expect(try state(house) == before)
    }

    @Test(arguments: [Role.administrator, .viewer, .editor, .pbxEditor])
    func `RIGHT-4 another company's contract and order are 404 to everybody, and not 403`(role: Role) async throws {
        let house = try House()
        let browser = try await house.browser(role)
        guard try person(of: browser, house)?.rights.knows(.smartPBX) == true else { return }
        #expect(await browser.get("/smart-pbx/contracts/\(ContractCode.first.text)").status == .notFound)
        #expect(await browser.get("/orders/200000000001").status == .notFound)
    }

    @Test func `RIGHT-4 nobody is put into a group who is another company's`() async throws {
        let house = try House()
        let browser = try await house.browser(.administrator)
        await browser.get("/groups/add")
        let page = await browser.post(
            "/groups/add",
            [
                ("name", "x"), ("scope", "everything"), ("level", "edit"),
                ("member-\(try #require(house.foreign["account"]))", "1"),
            ])
        #expect(page.status == .notFound)
    }

    @Test func `No page of somebody signed in is stored, and every one of them offers ログアウト`() async throws {
        let house = try House()
        let browser = try await house.browser(.administrator)
        for route in house.site.product.routes where route.method == .get {
            if case .open = route.access { continue }
            let page = await browser.get(route.path)
            guard page.status == .ok else { continue }
            #expect(page.response.isPrivate, "\(route.path)")
            guard page.response.contentType?.hasPrefix("text/html") == true else { continue }
            #expect(page.text.contains("action=\"/logout\""), "\(route.path)")
        }
    }

    private func person(of browser: TestBrowser, _ house: House) throws -> Employee? {
        guard let token = browser.cookies["__Host-order-session"].flatMap(SessionToken.init(cookie:)) else {
            return nil
        }
        return try house.site.services.database.read { try EmployeeSessionStore.find(token, $0)?.person }
    }

    /// Everything that a form could have changed.
    private func state(_ house: House) throws -> [String] {
        try house.site.services.database.read { database in
            try database.query(
                "SELECT sign_in_name || name || telephone || version || is_void || is_administrator FROM account"
            ) {
                $0.text(0)
            } + database.query("SELECT name || scope || level || version FROM user_group") { $0.text(0) }
                + database.query("SELECT account_id || '-' || group_id FROM user_group_member") { $0.text(0) }
                + database.query("SELECT networks || version FROM company") { $0.text(0) }
        }
    }
}
