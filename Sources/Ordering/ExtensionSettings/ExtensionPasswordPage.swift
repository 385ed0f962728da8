import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// パスワード of one extension: shown at a press, and made anew (SET-5).
struct ExtensionPasswordPage: Sendable {
    let page: ExtensionPage

    static let renewal = "/new-password"
    private var desk: ExtensionDesk { page.desk }
    private static let path = SettingsPath.extensions

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.post, Self.path.family("/password"), show).unkept,
            desk.page(.get, Self.path.family(Self.renewal)) { try confirm($0) },
            desk.page(.post, Self.path.family(Self.renewal), renew).unkept,
        ]
    }

    /// The contract, for somebody who may see its passwords.
    static func open(_ desk: ExtensionDesk, _ visit: Visit<Employee>) throws -> ExtensionDesk.Opened {
        let opened = try desk.open(visit)
        guard opened.maySeeSecrets else { throw PageRefusal.notAllowed }
        guard opened.setUp.isFinished else { throw ExtensionDesk.Refusal.notSetUp(opened.code) }
        return opened
    }

    func show(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try Self.open(desk, visit)
        let line = try page.find(visit.form, opened)
        if let refusal = try await page.proof.refusal(visit) {
            return try refusal.answer(desk.services.site.cookies, in: visit.language) {
                try page.page(visit, opened, line, problems: $0)
            }
        }
        let (code, person, actor, number) = (opened.code, visit.person, visit.actor, line.number)
        let password = try await desk.services.database.write { [desk] database in
            guard let stored = try SetExtensionStore.find(number, of: code, database) else {
                throw PageRefusal.notFound
            }
            try desk.checkSeeing(code, for: person, isMaking: stored.secretAt == nil, database)
            try actor.audit("extension.password-shown", subject: "\(code) \(number.digits)", database)
            return try ExtensionSecrets.made(for: number, of: code, at: actor.at, desk.services, database)
        }
        return try page.page(visit, opened, try page.find(visit.form, opened), password: password)
    }

    // MARK: 再発行

    private func confirm(_ visit: Visit<Employee>, _ problems: [Problem] = []) throws -> Response {
        let opened = try Self.open(desk, visit)
        let line = try page.find(problems.isEmpty ? visit.query : visit.form, opened)
        guard let made = line.secretAt else { return .redirect(to: ExtensionPage.path(of: line.number, opened.code)) }
        let view = RenewalView(
            frame: desk.frame(Self.path, opened, visit), line: line, seen: Int(made.milliseconds),
            account: visit.person.mailAddress.text, isAsked: page.proof.isAsked(visit), problems: problems)
        return try desk.services.page("ExtensionSettings/new-password", view, for: visit, problems: problems)
    }

    func renew(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try Self.open(desk, visit)
        let line = try page.find(visit.form, opened)
        if let refusal = try await page.proof.refusal(visit) {
            return try refusal.answer(desk.services.site.cookies, in: visit.language) { try confirm(visit, $0) }
        }
        let (code, actor, number, services) = (opened.code, visit.actor, line.number, desk.services)
        let seen = visit.form["seen"].flatMap { Int($0) }
        let password = try await desk.save(opened, for: visit, seesSecrets: true) { database in
            guard let stored = try SetExtensionStore.find(number, of: code, database) else {
                throw PageRefusal.notFound
            }
            // The second of two clicks shows what the first has made.
            guard stored.secretAt.map({ Int($0.milliseconds) }) == seen else {
                return try ExtensionSecrets.made(for: number, of: code, at: actor.at, services, database)
            }
            try actor.audit("extension.password-renewed", subject: "\(code) \(number.digits)", database)
            return try ExtensionSecrets.renewed(for: number, of: code, at: actor.at, services, database)
        }
        return try page.page(
            visit, opened, try page.find(visit.form, opened), password: password, isRenewed: true)
    }
}

private struct RenewalView: ViewModel {
    let frame: ExtensionSettingsFrame
    let line: SetExtension
    let seen: Int
    let account: String
    let isAsked: Bool
    let problems: [Problem]

    private var code: ContractCode { frame.opened.code }

    static let fields: ViewFields<RenewalView> = [
        "frame": { .object($0.frame) },
        "number": { .text($0.line.number.digits) },
        "shownName": { .text($0.line.name.text) },
        "action": { .text(SettingsPath.extensions.of($0.code, ExtensionPasswordPage.renewal)) },
        "back": { .text(ExtensionPage.path(of: $0.line.number, $0.code)) },
        "seen": { .integer($0.seen) },
        "isAsked": { .flag($0.isAsked) },
        "digits": { .text($0.account) },
        "currentPassword": { .object(FieldView(PresentPassword.field, "", $0.problems)) },
    ]
}
