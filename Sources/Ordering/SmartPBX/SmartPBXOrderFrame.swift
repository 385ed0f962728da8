import Exchange
import Mustache
import Shell
import Telephony

/// What every page of the flow shows: which draft, where one is, and whether somebody else was quicker.
struct SmartPBXOrderFrame: ViewModel {
    let flow: SmartPBXOrderFlow
    let step: SmartPBXOrderFlow.Step
    /// Nil before the first 次へ.
    let draft: OrderDraft.Reference?
    /// Of a contract that is there.
    var contract: ContractCode?
    /// Another tab or person has kept something else meanwhile (two tabs).
    var isOvertaken = false
    let language: Language

    static let fields: ViewFields<SmartPBXOrderFrame> = [
        "draft": { .text($0.draft.map { "\($0.id)" } ?? "") },
        "version": { .text($0.draft.map { "\($0.version)" } ?? "") },
        "isOvertaken": { .flag($0.isOvertaken) },
        "isNewContract": { .flag($0.flow.kind == .new) },
        "contract": { .text(ifAny: $0.contract?.text) },
        "serviceName": { .text($0.flow.desk.policy.name(of: .smartPBX)) },
        "kind": { .text($0.flow.kind.name(in: $0.language)) },
        "menuPath": { frame in .text(frame.contract.map(SmartPBXOrderMenuPage.path) ?? OrderListPage.newPath) },
        "stepNumber": { .integer($0.flow.number(of: $0.step)) },
        "stepCount": { .integer($0.flow.steps.count) },
        "stepName": { .text($0.flow.name(of: $0.step, in: $0.language)) },
        "steps": { frame in .list(frame.flow.steps.map(frame.view)) },
        "here": { .text($0.flow.path(of: $0.step)) },
        "back": { frame in
            let before = frame.flow.steps.last { frame.flow.number(of: $0) < frame.flow.number(of: frame.step) }
            return .text(ifAny: before.flatMap(frame.path))
        },
        "planPath": { frame in .text(ifAny: frame.flow.kind == .new ? frame.path(.plan) : nil) },
        "extensionsPath": { frame in .text(ifAny: frame.path(.extensions)) },
        "customerPath": { frame in .text(ifAny: frame.path(.customer)) },
    ]

    private func path(_ step: SmartPBXOrderFlow.Step) -> String? { draft.map { flow.path(of: step, $0) } }

    private func view(_ other: SmartPBXOrderFlow.Step) -> StepView {
        StepView(
            name: flow.name(of: other, in: language), isCurrent: other == step,
            isDone: flow.number(of: other) < flow.number(of: step))
    }
}

extension SmartPBXOrderFlow {
    func frame(_ step: Step, _ opened: Opened, _ visit: Visit<Employee>, isOvertaken: Bool = false)
        -> SmartPBXOrderFrame
    {
        frame(step, opened.draft.reference, opened.answers.contract, visit, isOvertaken: isOvertaken)
    }

    func frame(
        _ step: Step, _ draft: OrderDraft.Reference?, _ contract: ContractCode?, _ visit: Visit<Employee>,
        isOvertaken: Bool = false
    ) -> SmartPBXOrderFrame {
        SmartPBXOrderFrame(
            flow: self, step: step, draft: draft, contract: contract, isOvertaken: isOvertaken,
            language: visit.language)
    }
}
