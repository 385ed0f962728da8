import Mustache
import Shell
import Telephony

/// What every page of the flow shows: which draft, where one is, and whether somebody else was quicker.
struct NewSmartPBXFrame: ViewModel {
    let step: NewSmartPBXFlow.Step
    /// Nil before the first 次へ.
    let draft: OrderDraft.Reference?
    /// Another tab or person has kept something else meanwhile (two tabs).
    var isOvertaken = false
    let language: Language

    static let fields: ViewFields<NewSmartPBXFrame> = [
        "draft": { .text($0.draft.map { "\($0.id)" } ?? "") },
        "version": { .text($0.draft.map { "\($0.version)" } ?? "") },
        "isOvertaken": { .flag($0.isOvertaken) },
        "stepNumber": { .integer($0.step.number) },
        "stepCount": { _ in .integer(NewSmartPBXFlow.Step.allCases.count) },
        "steps": { frame in
            .list(
                NewSmartPBXFlow.Step.allCases.map { step in
                    StepView(
                        name: step.name(in: frame.language), isCurrent: step == frame.step,
                        isDone: step.number < frame.step.number)
                })
        },
        "back": { frame in
            let before = NewSmartPBXFlow.Step.allCases.last { $0.number < frame.step.number }
            return .text(ifAny: frame.draft.flatMap { before?.path(of: $0) })
        },
        "planPath": { frame in .text(ifAny: frame.path(.plan)) },
        "extensionsPath": { frame in .text(ifAny: frame.path(.extensions)) },
        "customerPath": { frame in .text(ifAny: frame.path(.customer)) },
        "agreementPath": { frame in .text(ifAny: frame.path(.agreement)) },
    ]

    private func path(_ step: NewSmartPBXFlow.Step) -> String? { draft.map { step.path(of: $0) } }
}

private struct StepView: ViewModel {
    let name: String
    let isCurrent: Bool
    let isDone: Bool

    static let fields: ViewFields<StepView> = [
        "name": { .text($0.name) },
        "isCurrent": { .flag($0.isCurrent) },
        "isDone": { .flag($0.isDone) },
    ]
}
