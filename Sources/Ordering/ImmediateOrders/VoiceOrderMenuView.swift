import Exchange
import Mustache
import Shell
import Telephony

struct VoiceOrderMenuView: ViewModel {
    let contracts: [VoiceContract]
    let pager: PagerView?
    let contact: String
    let language: Language

    private var groups: [VoiceGroupCode] {
        contracts.map(\.group).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    static let fields: ViewFields<VoiceOrderMenuView> = [
        "groups": { view in
            .list(
                view.groups.map { group in
                    VoiceGroupView(
                        group: group, contracts: view.contracts.filter { $0.group == group }, language: view.language)
                })
        },
        "pager": { .object(ifAny: $0.pager) },
        "isEmpty": { .flag($0.contracts.isEmpty) },
        "contact": { .text($0.contact) },
    ]
}

private struct VoiceGroupView: ViewModel {
    let group: VoiceGroupCode
    let contracts: [VoiceContract]
    let language: Language

    static let fields: ViewFields<VoiceGroupView> = [
        "group": { .text($0.group.text) },
        "contracts": { view in
            .list(view.contracts.map { VoiceChoiceView(contract: $0, language: view.language) })
        },
    ]
}

private struct VoiceChoiceView: ViewModel {
    let contract: VoiceContract
    let language: Language

    static let fields: ViewFields<VoiceChoiceView> = [
        "code": { .text($0.contract.code.text) },
        "type": { .text($0.contract.type.name(in: $0.language)) },
        "isCloudPlan": { .flag($0.contract.isCloudPlan) },
        "path": { .text(VoiceOrderMenuPage.path(of: $0.contract.code)) },
    ]
}

/// The chart with the person's path through it.
struct VoiceOrderChartView: ViewModel {
    let contract: VoiceContract
    let wish: VoiceOrderWish
    let facts: VoiceOrderChart.Facts
    /// 代表 with most numbers.
    let largest: BaseNumber?
    let unsettled: OrderRefusal?
    let mayChange: Bool
    let contact: String
    let language: Language

    private var chart: VoiceOrderChart { VoiceOrderChart(wish.ofChart, facts) }

    private var wants: [OptionView] {
        VoiceOrderWish.Want.allCases.map { want in
            OptionView(value: want.rawValue, name: want.name(in: language), isChosen: want == wish.want)
        }
    }

    /// Where the button leads; nil: nowhere, or not now.
    private var next: String? {
        guard mayChange, let want = wish.want else { return nil }
        switch chart.way {
        case .immediate: return unsettled == nil ? "\(want.kind.flowPath)/agreement?contract=\(contract.code)" : nil
        case .dated: return "\(OrderKind.dated.flowPath)/agreement?contract=\(contract.code)"
        case .sales: return nil
        }
    }

    static let fields: ViewFields<VoiceOrderChartView> = [
        "contract": { .text($0.contract.code.text) },
        "group": { .text($0.contract.group.text) },
        "type": { .text($0.contract.type.name(in: $0.language)) },
        "isCloudPlan": { .flag($0.contract.isCloudPlan) },
        "path": { _ in .text(VoiceOrderMenuPage.path) },
        "wants": { .list($0.wants) },
        "ports": { .flag($0.wish.ports) },
        "special": { .flag($0.wish.usesSpecialFeatures) },
        "result": { view in view.wish.want == nil ? .absent : .object(view) },
        "answers": { view in
            .list(view.chart.answers.map { ChartAnswerView(answer: $0, view: view) })
        },
        "way": { .text($0.chart.way.name(in: $0.language)) },
        "sentence": { .text($0.chart.way.sentence(in: $0.language)) },
        "reasons": { view in .list(view.chart.reasons.map { $0.reason(in: view.language) }) },
        "isImmediate": { .flag($0.chart.way == .immediate) },
        "isSales": { .flag($0.chart.way == .sales) },
        "unsettled": { view in
            .text(ifAny: view.chart.way == .immediate ? view.unsettled?.sentence(in: view.language) : nil)
        },
        "order": { .text(ifAny: $0.unsettled?.order?.text) },
        "noRight": { .flag(!$0.mayChange) },
        "next": { .text(ifAny: $0.next) },
        "contact": { .text($0.contact) },
        "conditions": { view in
            .list(
                view.chart.way == .immediate ? view.wish.want?.kind.voiceConditions(in: view.language) ?? [] : [])
        },
    ]
}

private struct ChartAnswerView: ViewModel {
    let answer: VoiceOrderChart.Answer
    let view: VoiceOrderChartView

    static let fields: ViewFields<ChartAnswerView> = [
        "question": { .text($0.answer.question.text(in: $0.view.language)) },
        "isYes": { .flag($0.answer.isYes) },
        "ground": { answer in
            .text(
                answer.answer.question.ground(
                    answer.view.contract, answer.view.wish, answer.view.facts, answer.view.largest,
                    in: answer.view.language))
        },
        "follows": { .text($0.answer.question.way.name(in: $0.view.language)) },
    ]
}
