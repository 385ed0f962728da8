import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 3 of 番号ごと付加機能の変更: what all the chosen numbers get or lose (FEAT-1).
struct FeatureChangePage: Sendable {
    let flow: ImmediateOrderFlow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.content, opened)
        return try page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.content, opened)
        var answers = opened.answers
        answers.featureChange = FeatureChange { visit.form[$0] ?? "" }
        let problems = try await problems(answers, opened, visit)
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, problems) }
            return .redirect(to: flow.path(of: .customer, draft))
        }
    }

    private func problems(
        _ answers: ImmediateOrderAnswers, _ opened: ImmediateOrderFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> [Problem] {
        if answers.featureChange.isNothing {
            return [Problem("messageBox", ImmediateOrderWords.nothingChanges(in: visit.language))]
        }
        var opened = opened
        opened.answers = answers
        var told: [NumberFeatureProblem] = []
        let problems = try await flow.check(opened, visit).problems.filter { _, problem in
            // The same of thousands of numbers is said of the first.
            guard case .feature(let problem, _) = problem else { return true }
            defer { told.append(problem) }
            return !told.contains(problem)
        }
        return problems.map {
            // What is chosen is had by all of them already.
            let sentence =
                $0.problem == .nothing
                ? ImmediateOrderWords.nothingChanges(in: visit.language) : $0.problem.sentence(in: visit.language)
            return Problem("messageBox", sentence)
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: ImmediateOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: ImmediateOrderAnswers, _ problems: [Problem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let present = try flow.services.database.read {
            try VoiceNumberStore.find(answers.chosen, of: contract.code, $0)
        }
        let view = FeatureChangeView(
            frame: flow.frame(.content, draft, answers.contract, visit, isOvertaken: isOvertaken),
            numbers: present.values.sorted { $0.number < $1.number }, change: answers.featureChange,
            problems: problems, language: visit.language)
        return try flow.services.page(
            "ImmediateOrders/features", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct FeatureChangeView: ViewModel {
    let frame: OrderFrame
    let numbers: [VoiceNumber]
    let change: FeatureChange
    let problems: [Problem]
    let language: Language

    private static let mostShown = 100

    static let fields: ViewFields<FeatureChangeView> = [
        "frame": { .object($0.frame) },
        "count": { .text($0.numbers.count.inGroups) },
        "isMore": { .flag($0.numbers.count > mostShown) },
        "numbers": { view in
            .list(
                view.numbers.prefix(mostShown).map {
                    FeatureRowView(number: $0.number, before: $0.features, after: nil, language: view.language)
                })
        },
        "fields": { view in
            .list(
                FeatureChange.Field.allCases.map {
                    FeatureFieldView(
                        field: $0, value: view.change.value(of: $0), problems: view.problems, language: view.language)
                })
        },
    ]
}

private struct FeatureFieldView: ViewModel {
    let field: FeatureChange.Field
    let value: String
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<FeatureFieldView> = [
        "name": { .text($0.field.rawValue) },
        "label": { .text($0.field.name(in: $0.language)) },
        "isOffered": { .flag($0.field.isOffered) },
        "isKept": { .flag($0.value == "keep") },
        "isOn": { .flag($0.value == "on") },
        "isOff": { .flag($0.value == "off") },
        "field": { .object(FieldView($0.field.rawValue, "", $0.problems)) },
    ]
}

/// A number with its features, before and after.
struct FeatureRowView: ViewModel {
    let number: PhoneNumber
    let before: NumberFeatures
    /// Nil: it is not said yet.
    let after: NumberFeatures?
    let language: Language

    static let fields: ViewFields<FeatureRowView> = [
        "number": { .text($0.number.display) },
        "before": { view in .text(ifAny: view.before.text(in: view.language)) },
        "after": { view in .text(ifAny: view.after?.text(in: view.language)) },
    ]
}
