package import Accounts
import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// `/demo`: a telephone in the browser that talks to the telephone menu. Its routes are handed to the site by `hikari demo` alone.
package struct DemoTelephonePage: Sendable {
    let services: Services
    let numbers: TelephoneMenu.AccessNumbers
    /// The telephones that test calls ring, if there are any.
    let plugs: (any DemoPlugs)?

    package static func routes(
        _ services: Services, numbers: TelephoneMenu.AccessNumbers, plugs: (any DemoPlugs)? = nil
    ) -> [SiteRoute<Person>] {
        let page = DemoTelephonePage(services: services, numbers: numbers, plugs: plugs)
        return [.open(.get, "/demo", page.show), .open(.post, "/demo", page.press)]
    }

    func show(_ visit: OpenVisit) throws -> Response {
        try page(visit, DemoTelephoneView(from: DemoContracts.all[0].numbers[0].digits))
    }

    /// One form a key press. The keys pressed so far come back with it, and the menu is simply run through them again:
    /// it is pure, so the server need not remember a call.
    func press(_ visit: OpenVisit) async throws -> Response {
        let from = visit.form["from"] ?? ""
        guard let caller = PhoneNumber(from) else {
            return try page(visit, DemoTelephoneView(from: from), [.noNumber])
        }
        let pressed = (visit.form["pressed"] ?? "").filter(DemoCall.keys.contains)
        let typed = visit.form["key"] ?? ""
        let read = DemoCall.readKeys(typed)
        let keys = String((pressed + (read ?? "")).prefix(200))
        let call = try await DemoCall.run(from: caller, keys: keys, services, numbers)
        let view = DemoTelephoneView(from: from, call: call, typed: read == nil ? typed : "")
        return try page(visit, view, read == nil ? [.otherKeys] : [])
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
    /// Something that no telephone has a key for.
    case otherKeys

    var field: String { self == .noNumber ? "from" : "keys" }
}

private struct DemoTelephoneView: ViewModel {
    let from: String
    var call: DemoCall?
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
            .object(ifAny: view.call.map { CallView(call: $0, keys: FieldView("keys", view.typed, view.problems)) })
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
    let call: DemoCall
    let keys: FieldView

    static let fields: ViewFields<CallView> = [
        "from": { .text($0.call.from.display) },
        "fromDigits": { .text($0.call.from.digits) },
        "pressed": { .text($0.call.pressed) },
        "spoken": { .text($0.call.lines.last { $0.isSpoken }?.text ?? "") },
        "lines": { .list($0.call.lines) },
        "hasEnded": { .flag($0.call.hasEnded) },
        "isDone": { .flag($0.call.isDone) },
        "keys": { .object($0.keys) },
    ]
}
