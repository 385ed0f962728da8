package import Accounts
import Encodings
import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// `/demo`: a telephone in the browser that talks to the telephone menu. Its routes are handed to the site by `hikari demo` alone.
package struct DemoTelephonePage: Sendable {
    let services: Services
    let exchange: TelephoneExchange
    /// The telephones that test calls ring, if there are any.
    let plugs: (any DemoPlugs)?
    private let calls = DemoCalls()

    package static func routes(
        _ services: Services, calling exchange: TelephoneExchange, plugs: (any DemoPlugs)? = nil
    ) -> [SiteRoute<Person>] {
        let page = DemoTelephonePage(services: services, exchange: exchange, plugs: plugs)
        return [.open(.get, "/demo", page.show), .open(.post, "/demo", page.dialOrPress)]
    }

    func show(_ visit: OpenVisit) throws -> Response {
        try page(visit, DemoTelephoneView(from: DemoContracts.all[0].numbers[0].digits))
    }

    /// One form a key press, so that it goes without script.
    func dialOrPress(_ visit: OpenVisit) async throws -> Response {
        guard let id = visit.form["call"] else { return try dial(visit) }
        let typed = visit.form["key"] ?? ""
        let keys = DemoCall.readKeys(typed)
        let seen = visit.form["seen"].flatMap { Int($0) } ?? 0
        guard let call = await calls.press(keys ?? "", seen: seen, in: id) else {
            return try page(visit, DemoTelephoneView(from: visit.form["from"] ?? ""), [.hasEnded])
        }
        if let failure = call.failure { throw failure }
        let view = DemoTelephoneView(from: call.from.digits, call: (id, call), typed: keys == nil ? typed : "")
        return try page(visit, view, keys == nil ? [.otherKeys] : [])
    }

    private func dial(_ visit: OpenVisit) throws -> Response {
        let from = visit.form["from"] ?? ""
        guard let caller = PhoneNumber(from) else {
            return try page(visit, DemoTelephoneView(from: from), [.noNumber])
        }
        let call = try DemoCall(from: caller, to: exchange)
        let id = Base64URL.encode(services.random(16))
        calls.begin(call, as: id)
        return try page(visit, DemoTelephoneView(from: from, call: (id, call)))
    }

    private func page(
        _ visit: OpenVisit, _ view: DemoTelephoneView, _ found: [DemoTelephoneProblem] = []
    ) throws -> Response {
        let problems = found.map { Problem($0.field, $0.sentence(in: visit.language)) }
        var view = view
        view.problems = problems
        view.callers = DemoContracts.all.map { CallerView(sample: $0, language: visit.language) }
        view.plugs = plugs.map { DemoPlugView.all($0, in: visit.language) } ?? []
        return try services.page("Demo/telephone", view, for: visit, problems: problems)
    }
}

/// What is wrong with what was typed.
enum DemoTelephoneProblem: Sendable {
    case noNumber
    /// The server has been started anew meanwhile, or others have called.
    case hasEnded
    /// Something that no telephone has a key for.
    case otherKeys

    var field: String { self == .otherKeys ? "keys" : "from" }
}

private struct DemoTelephoneView: ViewModel {
    let from: String
    var call: (id: String, call: DemoCall)?
    var typed = ""
    var problems: [Problem] = []
    var callers: [CallerView] = []
    var plugs: [DemoPlugView] = []

    static let fields: ViewFields<DemoTelephoneView> = [
        "plugs": { .list($0.plugs) },
        "hasPlugs": { .flag(!$0.plugs.isEmpty) },
        "from": { .object(FieldView("from", $0.from, $0.problems)) },
        "callers": { .list($0.callers) },
        "call": { view in
            .object(
                ifAny: view.call.map { id, call in
                    CallView(id: id, call: call, keys: FieldView("keys", view.typed, view.problems))
                })
        },
    ]
}

private struct CallerView: ViewModel {
    let sample: DemoContracts.Sample
    let language: Language

    static let fields: ViewFields<CallerView> = [
        "digits": { .text($0.sample.numbers[0].digits) },
        "label": { .text($0.sample.label(in: $0.language)) },
    ]
}

private struct CallView: ViewModel {
    let id: String
    let call: DemoCall
    let keys: FieldView

    static let fields: ViewFields<CallView> = [
        "from": { .text($0.call.from.display) },
        "fromDigits": { .text($0.call.from.digits) },
        "id": { .text($0.id) },
        "seen": { .integer($0.call.count) },
        "spoken": { .text($0.call.lines.last { $0.isSpoken }?.text ?? "") },
        "lines": { .list($0.call.lines) },
        "hasEnded": { .flag($0.call.hasEnded) },
        "isDone": { .flag($0.call.isDone) },
        "keys": { .object($0.keys) },
    ]
}
