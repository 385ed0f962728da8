import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// お申し込み内容確認: what would be had, whether the numbers follow one another, and what stands against it (VOICE-10, 11, 13).
struct ImmediateCheckPage: Sendable {
    let flow: ImmediateOrderFlow

    func page(
        _ visit: Visit<Employee>, _ opened: ImmediateOrderFlow.Opened, _ shown: OrderCheckShown
    ) async throws -> Response {
        guard case .success(let details) = flow.details(opened.answers) else { throw PageRefusal.notFound }
        let check = try await flow.check(opened, visit)
        let view = ImmediateCheckView(
            frame: flow.frame(.check, opened, visit, isOvertaken: shown.state == .overtaken), kind: flow.kind,
            check: check,
            uses: flow.kind == .endNumbers
                ? try flow.services.database.read {
                    try NumberUseStore.uses(
                        of: opened.answers.chosen.prefix(ImmediateCheckView.mostShown), in: check.contract.code, $0)
                } : [], details: details, fees: shown.fees, language: visit.language)
        return try flow.services.page(
            "ImmediateOrders/check", view, for: visit, status: shown.state.status)
    }
}

private struct ImmediateCheckView: ViewModel {
    let frame: OrderFrame
    let kind: OrderKind
    let check: VoiceOrderCheck
    let uses: [NumberUse]
    let details: CustomerDetails
    let fees: FeeSheetView?
    let language: Language

    static let mostShown = 100

    static let fields: ViewFields<ImmediateCheckView> = [
        "frame": { .object($0.frame) },
        "type": { .text($0.check.contract.type.name(in: $0.language)) },
        "group": { .text($0.check.contract.group.text) },
        "obstacles": { view in .list(view.check.problems.map { $0.problem.sentence(in: view.language) }) },
        "canSubmit": { .flag($0.check.problems.isEmpty) },
        "isAdding": { .flag($0.kind == .addNumbers) },
        "isEnding": { .flag($0.kind == .endNumbers) },
        "isChanging": { .flag($0.kind == .changeFeatures) },
        "additions": { view in
            .list(
                view.check.items.indices.map {
                    AdditionView(
                        item: view.check.items[$0], offer: view.check.offers[$0],
                        reservation: view.check.reservations[$0],
                        contract: view.check.contract, language: view.language)
                })
        },
        "count": { view in
            .text((view.kind == .addNumbers ? view.check.comingCount : view.check.items.count).inGroups)
        },
        "isMore": { .flag($0.check.items.count > mostShown) },
        "features": { view in
            .list(
                view.check.items.prefix(mostShown).compactMap { item in
                    guard case .change(let number, let after) = item else { return nil }
                    return FeatureRowView(
                        number: number, before: view.check.present[number]?.features ?? .none, after: after,
                        language: view.language)
                })
        },
        "ended": { view in
            .list(
                view.check.items.prefix(mostShown).compactMap { item in
                    guard case .end(let number) = item else { return nil }
                    return number.display
                })
        },
        "uses": { view in .list(view.uses.map { $0.sentence(in: view.language) }) },
        "hasUses": { .flag(!$0.uses.isEmpty) },
        "fees": { .object(ifAny: $0.fees) },
        "details": { .object(CustomerDetailsView(details: $0.details, showsSales: false, language: $0.language)) },
    ]
}

/// Numbers that come.
private struct AdditionView: ViewModel {
    let item: VoiceOrderItem
    let offer: NumberOffer?
    let reservation: NumberReservation?
    let contract: VoiceContract
    let language: Language

    private var kind: VoiceNumberKind? {
        if case .add(let wish, _) = item { wish.kind } else { reservation?.kind }
    }

    private var code: String? { if case .reserved(let code, _, _) = item { code.text } else { nil } }

    private var count: Int? {
        if case .add(let wish, _) = item { wish.count } else { reservation?.count }
    }

    static let fields: ViewFields<AdditionView> = [
        "base": { .text($0.item.base?.display ?? "") },
        "code": { .text(ifAny: $0.code) },
        "kind": { view in .text(ifAny: view.kind?.name(in: view.language)) },
        "count": { .text(ifAny: $0.count?.inGroups) },
        "supply": { view in .text(ifAny: view.offer?.sentence(in: view.language)) },
        "numbers": { view in .text(ifAny: view.reservation.map { $0.words(in: view.language) }) },
        "emergency": { view in
            .text(ifAny: view.kind.flatMap { view.contract.noEmergencyCalls(of: $0)?.note(in: view.language) })
        },
    ]
}
