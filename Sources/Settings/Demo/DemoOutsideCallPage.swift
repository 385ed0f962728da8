package import Accounts
import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// `/demo/call`: somebody outside calls a number of the demonstration, and sees where it rings and what is heard.
package struct DemoOutsideCallPage: Sendable {
    let services: Services

    private static let path = "/demo/call"

    package static func routes(_ services: Services) -> [SiteRoute<Person>] {
        [.open(.get, path, DemoOutsideCallPage(services: services).show)]
    }

    func show(_ visit: OpenVisit) throws -> Response {
        let form = CallExplanationForm(visit.query)
        guard form.isAsked else { return try page(visit, form) }
        guard case .success(let question) = form.read(own: nil, now: visit.now) else {
            return try page(visit, form, problem: .number)
        }
        let way = try services.database.read { database in
            try CallExplanationStore.way(question, testCallNumber: nil, database)?.way
        }
        guard let way else { return try page(visit, form, problem: .foreign) }
        return try page(visit, form, way)
    }

    private func page(
        _ visit: OpenVisit, _ form: CallExplanationForm, _ way: CallWay? = nil, problem: CallExplanationProblem? = nil
    ) throws -> Response {
        let problems = problem.map { [$0.demoProblem(in: visit.language)] } ?? []
        return try services.page(
            "Demo/call", DemoOutsideCallView(form: form, way: way, problems: problems, language: visit.language),
            for: visit, problems: problems)
    }
}

private struct DemoOutsideCallView: ViewModel {
    let form: CallExplanationForm
    let way: CallWay?
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<DemoOutsideCallView> = [
        "number": { view in
            let first = DemoContracts.all[0].numbers[0].display
            return .object(FieldView("number", view.form.isAsked ? view.form.typedNumber : first, view.problems))
        },
        "callers": { view in
            .list(
                CallExplanationForm.CallerKind.allCases.map {
                    CallerKindView(kind: $0, isChosen: $0 == view.form.kind, language: view.language)
                })
        },
        "answer": { view in
            .object(ifAny: view.way.map { CallWayView(way: $0, person: nil, language: view.language) })
        },
        "heard": { view in .text(ifAny: view.way?.end.heard(in: view.language)) },
    ]
}
