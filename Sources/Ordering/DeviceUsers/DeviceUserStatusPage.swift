import Accounts
import Encodings
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステータス参照: the sign-ins of device users, a new password for one, and ロック解除 (SET-6).
struct DeviceUserStatusPage: Sendable {
    let desk: ExtensionDesk

    static let page = SettingsPath.status
    static let password = "/password"
    private static let perPage = 100
    private static let field = "extension"
    private var services: Services { desk.services }

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.page.family(), show),
            desk.page(.get, Self.page.family(Self.password), confirm),
            desk.page(.post, Self.page.family(Self.password), issue).unkept,
            desk.page(.post, Self.page.family("/unlock"), unlock),
        ]
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let typed = visit.query["q"] ?? ""
        let (digits, name) = (PastedText(typed).text, PlainName(typed).text)
        let view = try services.database.read { database in
            let opened = try desk.open(visit, database)
            let total = try SetExtensionStore.count(of: opened.code, with: digits, or: name, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return DeviceUserStatusView(
                frame: desk.frame(Self.page, opened, visit),
                found: try DeviceUserStore.some(
                    of: opened.code, with: digits, or: name, atMost: Self.perPage, after: (page - 1) * Self.perPage,
                    database),
                total: total, words: name, origin: services.site.origin,
                pager: PagerView(total: total, perPage: Self.perPage, page: page) {
                    "\(Self.page.of(opened.code))?" + PercentEncoding.query([("q", name), ("page", "\($0)")])
                })
        }
        return try services.page("DeviceUsers/status", view, for: visit)
    }

    /// RIGHT-2: whoever is shown a password may see passwords.
    private func open(_ visit: Visit<Employee>) throws -> ExtensionDesk.Opened {
        let opened = try desk.open(visit)
        guard opened.maySeeSecrets else { throw PageRefusal.notAllowed }
        return opened
    }

    private func find(_ form: Form, _ opened: ExtensionDesk.Opened) throws -> DeviceUserStatus {
        let found = try opened.number(form[Self.field]).flatMap { number in
            try services.database.read { try DeviceUserStore.find(number, of: opened.code, $0) }
        }
        guard let found else { throw PageRefusal.notFound }
        return found
    }

    /// パスワード再発行, before it is done.
    func confirm(_ visit: Visit<Employee>) throws -> Response {
        let opened = try open(visit)
        let view = DeviceUserPasswordIssueView(
            frame: desk.frame(Self.page, opened, visit), status: try find(visit.query, opened))
        return try services.page("DeviceUsers/issue", view, for: visit)
    }

    /// Shown this once; its owner changes it at the first sign-in.
    func issue(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try open(visit)
        let status = try find(visit.form, opened)
        let password = UnambiguousSigns.text(DeviceUsers.temporaryLength, random: services.random)
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        let hash = try await services.work.hashing.run(visit.turn) {
            try PasswordHash(of: password, salt: salt, parameters: cost)
        }
        let (code, actor, number) = (opened.code, visit.actor, status.line.number)
        try await desk.save(opened, for: visit, seesSecrets: true) { database in
            guard try DeviceUserStore.find(number, of: code, database) != nil else { throw PageRefusal.notFound }
            try DeviceUserStore.set(hash, isTemporary: true, for: number, of: code, database)
            try actor.audit("device-user.issued", subject: LoginID(number, of: code).text, database)
        }
        let view = DeviceUserPasswordIssueView(
            frame: desk.frame(Self.page, opened, visit), status: status, password: password,
            address: services.site.origin + DeviceUserLoginPage.path)
        return try services.page("DeviceUsers/issued", view, for: visit)
    }

    /// ロック解除: the password stays.
    func unlock(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        let number = try find(visit.form, opened).line.number
        let (code, actor) = (opened.code, visit.actor)
        try await desk.save(opened, for: visit) { database in
            guard try DeviceUserStore.find(number, of: code, database)?.standing == .locked else { return }
            try DeviceUserStore.unlock(number, of: code, database)
            try actor.audit("device-user.unlocked", subject: LoginID(number, of: code).text, database)
        }
        return services.done(
            .deviceUserUnlocked(LoginID(number, of: code), in: visit.language), at: Self.page.of(code))
    }
}

private struct DeviceUserStatusView: ViewModel {
    let frame: ExtensionSettingsFrame
    /// Those of the page.
    let found: [DeviceUserStatus]
    let total: Int
    let words: String
    let origin: String
    let pager: PagerView?

    static let fields: ViewFields<DeviceUserStatusView> = [
        "frame": { .object($0.frame) },
        "here": { .text(SettingsPath.status.of($0.frame.opened.code)) },
        "address": { .text($0.origin + DeviceUserLoginPage.path) },
        "q": { .object(FieldView("q", $0.words)) },
        "isNarrowed": { .flag(!$0.words.isEmpty) },
        "found": { .text($0.total.inGroups) },
        "mayIssue": { .flag($0.frame.opened.maySeeSecrets && !$0.frame.opened.isReadOnly) },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "rows": { view in .list(view.found.map { DeviceUserStatusRow(status: $0, frame: view.frame) }) },
        "pager": { .object(ifAny: $0.pager) },
    ]
}

private struct DeviceUserStatusRow: ViewModel {
    let status: DeviceUserStatus
    let frame: ExtensionSettingsFrame

    static let fields: ViewFields<DeviceUserStatusRow> = [
        "number": { .text($0.status.line.number.digits) },
        "name": { .text($0.status.name.text) },
        "loginID": { .text(LoginID($0.status.line.number, of: $0.frame.opened.code).text) },
        "standing": { .text($0.status.standing.name(in: $0.frame.language)) },
        "isUnset": { .flag($0.status.standing == .unset) },
        "isLocked": { .flag($0.status.standing == .locked) },
        "at": { view in .text(ifAny: view.status.signedInAt?.dateAndTimeText(in: view.frame.language)) },
        "atISO": { view in .text(ifAny: view.status.signedInAt?.machineText) },
    ]
}

private struct DeviceUserPasswordIssueView: ViewModel {
    let frame: ExtensionSettingsFrame
    let status: DeviceUserStatus
    /// Nil: not yet.
    var password: String?
    var address = ""

    static let fields: ViewFields<DeviceUserPasswordIssueView> = [
        "frame": { .object($0.frame) },
        "here": { .text(SettingsPath.status.of($0.frame.opened.code)) },
        "number": { .text($0.status.line.number.digits) },
        "name": { .text($0.status.name.text) },
        "loginID": { .text(LoginID($0.status.line.number, of: $0.frame.opened.code).text) },
        "isUnset": { .flag($0.status.standing == .unset) },
        "password": { .text(ifAny: $0.password) },
        "address": { .text($0.address) },
    ]
}
