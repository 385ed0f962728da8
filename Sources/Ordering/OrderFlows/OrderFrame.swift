import Exchange
import Mustache
import Shell
import Telephony

/// What every page of an application shows: which draft, where one is, and whether somebody else was quicker.
struct OrderFrame: ViewModel {
    /// Nil before the first 次へ.
    let draft: OrderDraft.Reference?
    /// Of a contract that is there.
    let contract: ContractCode?
    let isNewContract: Bool
    /// Another tab or person has kept something else meanwhile (two tabs).
    let isOvertaken: Bool
    let serviceName: String
    let kind: String
    let menuPath: String
    /// Of all its pages.
    let flowPath: String
    let stepNames: [String]
    /// Where one is among them, from 0.
    let place: Int
    let here: String
    let back: String?
    /// By what the steps are called in addresses; none before there is a draft.
    let paths: [String: String]
    let contentPath: String?
    let contactNote: String?

    static let fields: ViewFields<OrderFrame> = [
        "draft": { .text($0.draft.map { "\($0.id)" } ?? "") },
        "version": { .text($0.draft.map { "\($0.version)" } ?? "") },
        "isOvertaken": { .flag($0.isOvertaken) },
        "isNewContract": { .flag($0.isNewContract) },
        "contract": { .text(ifAny: $0.contract?.text) },
        "serviceName": { .text($0.serviceName) },
        "kind": { .text($0.kind) },
        "menuPath": { .text($0.menuPath) },
        "stepNumber": { .integer($0.place + 1) },
        "stepCount": { .integer($0.stepNames.count) },
        "stepName": { .text($0.stepNames[$0.place]) },
        "steps": { frame in
            .list(
                frame.stepNames.enumerated().map { place, name in
                    StepView(name: name, isCurrent: place == frame.place, isDone: place < frame.place)
                })
        },
        "here": { .text($0.here) },
        "back": { .text(ifAny: $0.back) },
        "planPath": { .text(ifAny: $0.paths["plan"]) },
        "contentPath": { .text(ifAny: $0.contentPath) },
        "contactNote": { .text(ifAny: $0.contactNote) },
        "customerPath": { .text(ifAny: $0.paths["customer"]) },
    ]
}

extension OrderFlow {
    func frame(_ step: Step, _ opened: Opened, _ visit: Visit<Employee>, isOvertaken: Bool = false) -> OrderFrame {
        frame(step, opened.draft.reference, opened.answers.contract, visit, isOvertaken: isOvertaken)
    }

    func frame(
        _ step: Step, _ draft: OrderDraft.Reference?, _ contract: ContractCode?, _ visit: Visit<Employee>,
        isOvertaken: Bool = false
    ) -> OrderFrame {
        let place = number(of: step)
        let paths = draft.map { draft in steps.map { ($0.rawValue, path(of: $0, draft)) } } ?? []
        let byName = Dictionary(paths) { first, _ in first }
        return OrderFrame(
            draft: draft, contract: contract, isNewContract: kind == .new, isOvertaken: isOvertaken,
            serviceName: desk.policy.name(of: service), kind: kind.name(in: visit.language),
            menuPath: menuPath(of: contract), flowPath: path,
            stepNames: steps.map { name(of: $0, in: visit.language) }, place: place - 1, here: path(of: step),
            back: place > 1 ? byName[steps[place - 2].rawValue] : nil, paths: byName,
            contentPath: byName[contentStep.rawValue], contactNote: contactNote(in: visit.language))
    }
}
