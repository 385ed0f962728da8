import Foundation
import HTTP
import Ordering
import SIP
import SQLite
import Settings
import Shell
import Telephony

/// Calls to the places of Smart PBX contracts, for call servers that ask by HTTP (CALL-3) and tell of calls (CALL-4).
struct ExtensionCallInterface: Sendable {
    private let calls: ExtensionCallServing
    private let database: Database
    private let now: @Sendable () -> Moment

    init(_ calls: ExtensionCallServing, _ services: Services) {
        (self.calls, database, now) = (calls, services.database, services.now)
    }

    var neighbour: CallServerNeighbour { CallServerNeighbour(lookUp: lookUp, take: take) }

    private func lookUp(_ form: Form) async throws -> [UInt8]? {
        guard let called = form["number"], called.utf8.count <= 64,
            let forwardings = Int(form["forwardings"] ?? "0"), (0...9_999).contains(forwardings)
        else { return nil }
        let question = ExtensionCallQuestion(
            called, from: form["from"].flatMap { UserID($0) }, forwardings: forwardings)
        guard let answer = try await calls.answer(to: question) else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(
            form["format"] == "rtjson"
                ? try encoder.encode(ExtensionCallRoutes(answer))
                : try encoder.encode(ExtensionCallAnswer(called, answer)))
    }

    /// A call takes a channel from its being answered, or sent on, to its end.
    private func take(call: String, event: String, number: String) async throws -> Bool? {
        guard let kind = CallEvent.Kind(rawValue: event) else { return nil }
        let now = now()
        return try await database.write { database in
            guard let code = try ExtensionCallStore.contract(of: number, database) else { return nil }
            switch kind {
            case .answered, .forwarded:
                return try ExtensionCallStore.begin(
                    call, of: code, overOfficeLink: try ExtensionCallStore.isOverOfficeLink(number, database), at: now,
                    database)
            case .ended, .busy, .noAnswer: return try ExtensionCallStore.end(call, of: code, at: now, database)
            }
        }
    }
}

/// `{"number": "22201", "action": "devices", "rule": "device", "contacts": ["sip:22201@192.0.2.8:5060"]}`
struct ExtensionCallAnswer: Encodable, Equatable {
    let number: String
    /// `devices`, `go-on`, `outside`, `office-link`, `busy`, `unreachable`, `unknown` or `no-emergency`.
    let action: String
    let rule: String
    /// Addresses to call: at once, or in their order.
    let contacts: [String]
    let isSerial: Bool?
    /// How long they ring; each, in order.
    let seconds: Int?
    /// Where the call goes, now or when nobody takes it.
    let to: String?
    let whenBusy: Bool?
    let whenUnreachable: Bool?
    /// What the called is shown; "" for nothing.
    let shows: String?

    init(_ number: String, _ answer: ExtensionCallServing.Answer) {
        self.number = number
        rule = answer.decision.rule.rawValue
        contacts = answer.contacts
        to = answer.to
        var ringing: ExtensionCallDecision.Ringing?
        var shows: String?
        switch answer.decision.action {
        case .ring(let ring): (action, ringing) = ("devices", ring)
        case .goOn: action = "go-on"
        case .overOfficeLink: action = "office-link"
        case .outside(_, let shown): (action, shows) = ("outside", shown?.digits ?? "")
        case .busy: action = "busy"
        case .unreachable: action = "unreachable"
        case .unknown: action = "unknown"
        case .noEmergency: action = "no-emergency"
        }
        (isSerial, seconds) = (ringing?.isSerial, ringing?.seconds)
        (whenBusy, whenUnreachable, self.shows) = (ringing?.whenBusy, ringing?.whenUnreachable, shows)
    }
}

/// The same as Kamailio's module rtjson takes it.
struct ExtensionCallRoutes: Encodable, Equatable {
    let success = true
    let version = "1.0"
    let routing: String
    let routes: [CallRoutes.Route]
    let action: String
    let rule: String

    init(_ answer: ExtensionCallServing.Answer) {
        let plain = ExtensionCallAnswer("", answer)
        (action, rule) = (plain.action, plain.rule)
        routing = plain.isSerial == false ? "parallel" : "serial"
        let patience = plain.seconds.map { $0 * 1000 } ?? CallRoutes.patience
        let next = plain.to.map { CallRoutes.Route(uri: $0, patience: CallRoutes.patience) }
        routes = plain.contacts.map { CallRoutes.Route(uri: $0, patience: patience) } + (next.map { [$0] } ?? [])
    }
}
