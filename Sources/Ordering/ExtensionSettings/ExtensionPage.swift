import Encodings
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// One extension: its name, and what its device is set up with (SET-5).
struct ExtensionPage: Sendable {
    let desk: ExtensionDesk
    let proof: SecretProof
    let sipServer: String?

    private static let page = SettingsPath.extensions
    private static let one = "/one"
    /// The control that names an extension.
    static let field = "extension"

    static func path(of number: ExtensionNumber, _ code: ContractCode, _ part: String = ExtensionPage.one) -> String {
        "\(page.of(code, part))?\(field)=\(number.digits)"
    }

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.page.family(Self.one), show),
            desk.page(.post, Self.page.family("/name"), save),
        ]
    }

    /// The extension that a form or an address names.
    func find(_ form: Form, _ opened: ExtensionDesk.Opened) throws -> SetExtension {
        let found = try opened.number(form[Self.field]).flatMap { number in
            try desk.services.database.read { try SetExtensionStore.find(number, of: opened.code, $0) }
        }
        guard let found else { throw PageRefusal.notFound }
        return found
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try desk.open(visit)
        let line = try find(visit.query, opened)
        return try page(visit, opened, line)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        let line = try find(visit.form, opened)
        let here = Self.path(of: line.number, opened.code)
        if Conflict.keepsStored(visit.form) { return desk.services.done(Conflict.kept, at: here) }
        let (typed, seen) = (visit.form["name"] ?? "", ExtensionName(stored: visit.form["seen"] ?? ""))
        switch ExtensionName.read(typed) {
        case .failure(let problem):
            return try page(visit, opened, line, name: typed, problems: [problem.problem(in: visit.language)])
        case .success(let name):
            if let newer = try await change(line, from: seen, to: name, opened, visit) {
                return try conflict(newer, name, line.number, opened, visit)
            }
            return desk.services.done(.nameChanged(name, of: line.number, in: visit.language), at: here)
        }
    }

    /// The name that somebody else has set meanwhile; nil when it is done.
    private func change(
        _ line: SetExtension, from seen: ExtensionName, to name: ExtensionName, _ opened: ExtensionDesk.Opened,
        _ visit: Visit<Employee>
    ) async throws -> ExtensionName? {
        let (code, number, actor) = (opened.code, line.number, visit.actor)
        return try await desk.save(opened, for: visit) { database in
            guard let stored = try SetExtensionStore.find(number, of: code, database)?.name else {
                throw PageRefusal.notFound
            }
            if stored == name { return nil }
            guard stored == seen else { return stored }
            try SetExtensionStore.set(name, for: number, of: code, database)
            try actor.audit(
                "extension.name", subject: "\(code) \(number.digits)", before: stored.text, after: name.text, database)
            return nil
        }
    }

    /// AUTH-13
    private func conflict(
        _ stored: ExtensionName, _ typed: ExtensionName, _ number: ExtensionNumber, _ opened: ExtensionDesk.Opened,
        _ visit: Visit<Employee>
    ) throws -> Response {
        try desk.services.conflictPage(
            Conflict(
                rows: [
                    Conflict.Row(
                        label: ExtensionName.label(of: number, in: visit.language),
                        stored: stored.shown(in: visit.language), typed: typed.shown(in: visit.language),
                        sent: [("name", typed.text), ("seen", stored.text)])
                ],
                answer: .here(path: Self.page.of(opened.code, "/name"), kept: [(Self.field, number.digits)]),
                back: (
                    Self.path(of: number, opened.code), ExtensionName.pageTitle(of: number, in: visit.language)
                )), for: visit)
    }

    /// - Parameters:
    ///   - name: what was typed, if it could not be taken.
    ///   - password: shown this once.
    func page(
        _ visit: Visit<Employee>, _ opened: ExtensionDesk.Opened, _ line: SetExtension, name: String? = nil,
        password: String? = nil, isRenewed: Bool = false, problems: [Problem] = []
    ) throws -> Response {
        let view = ExtensionPageView(
            frame: desk.frame(Self.page, opened, visit), line: line, typed: name ?? line.name.text,
            device: DeviceSetUpView(
                user: UserID(opened.code, line.number), server: sipServer, password: password),
            isRenewed: isRenewed, account: visit.person.mailAddress.text, isAsked: proof.isAsked(visit),
            problems: problems)
        return try desk.services.page("ExtensionSettings/extension", view, for: visit, problems: problems)
    }
}

private struct ExtensionPageView: ViewModel {
    let frame: ExtensionSettingsFrame
    let line: SetExtension
    let typed: String
    let device: DeviceSetUpView
    let isRenewed: Bool
    let account: String
    /// The present password has to be entered.
    let isAsked: Bool
    let problems: [Problem]

    private var opened: ExtensionDesk.Opened { frame.opened }

    static let fields: ViewFields<ExtensionPageView> = [
        "frame": { .object($0.frame) },
        "here": { .text(SettingsPath.extensions.of($0.opened.code)) },
        "number": { .text($0.line.number.digits) },
        "kind": { .text($0.line.line.device.name(in: $0.frame.language)) },
        "name": { .object(FieldView("name", $0.typed, $0.problems)) },
        "seen": { .text($0.line.name.text) },
        "shownName": { .text($0.line.name.shown(in: $0.frame.language)) },
        "isSetUp": { .flag($0.opened.setUp.isFinished) },
        "deviceSetUp": { .object($0.device) },
        "isRenewed": { .flag($0.isRenewed) },
        "isShown": { .flag($0.device.password != nil) },
        "maySee": { .flag($0.opened.maySeeSecrets) },
        "mayRenew": { .flag($0.opened.maySeeSecrets && !$0.opened.isReadOnly && $0.line.secretAt != nil) },
        "renewPath": { .text(ExtensionPage.path(of: $0.line.number, $0.opened.code, ExtensionPasswordPage.renewal)) },
        "isAsked": { .flag($0.isAsked) },
        "digits": { .text($0.account) },
        "currentPassword": { .object(FieldView(PresentPassword.field, "", $0.problems)) },
    ]
}

/// What a softphone is set up with, as text and as a picture.
struct DeviceSetUpView: ViewModel {
    let user: UserID
    let server: String?
    let password: String?

    /// RFC 3261 (19.1.1) has a place for it, though none in what is sent: it stays on the screen.
    private var address: String? {
        guard let server, let password else { return nil }
        return "sip:\(user.text):\(password)@\(server);transport=udp"
    }

    static let fields: ViewFields<DeviceSetUpView> = [
        "server": { .text(ifAny: $0.server) },
        "userID": { .text($0.user.text) },
        "password": { .text(ifAny: $0.password) },
        "picture": { view in
            .object(ifAny: view.address.flatMap { QRCode(Array($0.utf8)) }.map { QRCodePicture(code: $0) })
        },
    ]
}
