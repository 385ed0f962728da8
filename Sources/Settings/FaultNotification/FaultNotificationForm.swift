import HTTP
import SQLite
import Shell
import Telephony

/// The four forms of the feature.
enum FaultNotificationForm: String, Sendable {
    case mail, addresses, automatic, service

    var path: String { "/fault-notification/\(rawValue)" }

    /// What saving it writes into the audit trail.
    private var events: [AuditEvent] {
        switch self {
        case .mail: ["fault-notification.mail"]
        case .addresses: ["fault-notification.address"]
        case .automatic: ["fault-notification.automatic-start", "fault-notification.automatic-stop"]
        case .service: ["fault-notification.service"]
        }
    }

    /// The version that a form was shown with.
    static func version(in form: Form) throws -> Int {
        guard let version = form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        return version
    }

    // MARK: AUTH-13

    /// One setting of a form, as it is stored and as it was typed.
    struct Setting {
        let name: String
        let label: String
        let stored: String
        let typed: String
        /// What was typed, as the form sends it.
        let sent: [(name: String, value: String)]
    }

    /// Somebody else has changed the form meanwhile: what differs is chosen one by one, what does not goes along unseen.
    func conflict(
        _ settings: [Setting], version: Int, of contract: Int, in language: Language, _ database: Connection
    ) throws -> Conflict {
        Conflict(
            change: try AuditStore.latest(events, of: contract, database),
            rows: settings.filter { $0.stored != $0.typed }.map { setting in
                Conflict.Row(
                    choice: Self.choice(setting.name), label: setting.label, stored: setting.stored,
                    typed: setting.typed, sent: setting.sent)
            },
            answer: .here(
                path: path,
                kept: [("version", "\(version)")] + settings.filter { $0.stored == $0.typed }.flatMap(\.sent)),
            back: (path, title(in: language)))
    }

    /// Whether the person has chosen what is stored for that setting.
    static func keepsStored(_ name: String, in form: Form) -> Bool { Conflict.keepsStored(form, choice(name)) }

    /// When nothing is to be changed, perhaps because the person has chosen so.
    func unchanged(_ form: Form, in language: Language) -> Response {
        let isChosen = form.entries.contains { $0.name.hasPrefix(Self.choice("")) }
        return .done(isChosen ? Conflict.kept : Self.unchanged(in: language), at: path)
    }

    private static func choice(_ name: String) -> String { "choice-\(name)" }
}
