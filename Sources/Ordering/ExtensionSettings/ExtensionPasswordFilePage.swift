import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// A file of everything that devices of a contract are set up with (SET-5).
struct ExtensionPasswordFilePage: Sendable {
    let desk: ExtensionDesk
    let proof: SecretProof
    let sipServer: String?

    private static let page = SettingsPath.extensions
    private static let file = "/passwords.csv"

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.page.family("/passwords")) { try form($0) },
            desk.page(.post, Self.page.family(Self.file), download).unkept,
        ]
    }

    private func form(_ visit: Visit<Employee>, _ problems: [Problem] = []) throws -> Response {
        let opened = try ExtensionPasswordPage.open(desk, visit)
        let view = PasswordFileView(
            frame: desk.frame(Self.page, opened, visit), action: Self.page.of(opened.code, Self.file),
            account: visit.person.mailAddress.text, isAsked: proof.isAsked(visit), problems: problems)
        return try desk.services.page("ExtensionSettings/passwords", view, for: visit, problems: problems)
    }

    func download(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try ExtensionPasswordPage.open(desk, visit)
        if let refusal = try await proof.refusal(visit) {
            return try refusal.answer(desk.services.site.cookies, in: visit.language) { try form(visit, $0) }
        }
        let (code, person, actor) = (opened.code, visit.person, visit.actor)
        let lines = try await desk.services.database.write { [desk] database in
            let all = try SetExtensionStore.all(of: code, database)
            try desk.checkSeeing(code, for: person, isMaking: all.contains { $0.secretAt == nil }, database)
            try actor.audit("extension.passwords-downloaded", subject: code.text, after: "\(all.count)", database)
            return try all.map { line in
                (line, try ExtensionSecrets.made(for: line.number, of: code, at: actor.at, desk.services, database))
            }
        }
        var writer = CSVWriter(reserving: 128 + 128 * lines.count)
        writer.line(ExtensionSecrets.fileHeader(in: visit.language))
        for (line, password) in lines {
            writer.line(
                line.number.digits, line.name.text, line.line.device.name(in: visit.language), sipServer ?? "",
                UserID(code, line.number).text, password)
        }
        return .csv(
            writer.bytes, ExtensionSecrets.fileName(of: code, in: visit.language), plainName: "passwords_\(code).csv")
    }
}

private struct PasswordFileView: ViewModel {
    let frame: ExtensionSettingsFrame
    let action: String
    let account: String
    let isAsked: Bool
    let problems: [Problem]

    static let fields: ViewFields<PasswordFileView> = [
        "frame": { .object($0.frame) },
        "action": { .text($0.action) },
        "back": { .text(SettingsPath.extensions.of($0.frame.opened.code)) },
        "count": { .text($0.frame.opened.contract.extensionCount.inGroups) },
        "isAsked": { .flag($0.isAsked) },
        "digits": { .text($0.account) },
        "currentPassword": { .object(FieldView(PresentPassword.field, "", $0.problems)) },
    ]
}
