import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// お申し込み内容選択メニュー: the items of the order, and 次へ (DATED-1).
struct DatedOrderMenuPage: Sendable {
    let flow: DatedOrderFlow

    func show(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.menu, opened)
        return try await page(visit, opened, opened.draft.reference, opened.answers)
    }

    /// 次へ, or an item that goes.
    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        let act = visit.form["act"] ?? ""
        guard act != "next" else {
            let problems = try await problems(opened.answers, opened, visit)
            guard problems.isEmpty else {
                return try await page(visit, opened, opened.draft.reference, opened.answers, problems)
            }
            return .redirect(to: flow.path(of: .wish, opened.draft.reference))
        }
        guard act.hasPrefix("remove-"), let item = DatedItem(rawValue: String(act.dropFirst(7))) else {
            throw FormProblem.malformed
        }
        var answers = opened.answers
        answers.remove(item)
        let (id, company) = (opened.draft.reference.id, visit.person.company)
        let kept = try await flow.keep(answers, opened, visit) { database in
            guard item == .ports else { return }
            try EvidenceStore.remove(.remainingLines, of: id, of: company, database)
        }
        switch kept {
        case .changed(let draft): return try await page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            return .redirect(to: flow.path(of: .menu, draft))
        }
    }

    private func problems(
        _ answers: DatedOrderAnswers, _ opened: DatedOrderFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> [Problem] {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        return try await flow.problems(answers, of: nil, contract.voice, visit)
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: DatedOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: DatedOrderAnswers, _ problems: [Problem] = [], isOvertaken: Bool = false
    ) async throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let present = try flow.present(DatedItems(answers, only: .features), of: contract.voice.code)
        let wrong = try await flow.judged(answers, contract.voice, visit).compactMap(\.item)
        let view = DatedOrderMenuView(
            frame: flow.frame(.menu, draft, answers.contract, visit, isOvertaken: isOvertaken),
            contract: contract.voice,
            rows: DatedItem.allCases.map { item in
                DatedItemRow(
                    item: item, path: flow.path(of: item, draft), answers: answers, present: present,
                    isWrong: answers.has(item) && wrong.contains(item),
                    language: visit.language)
            }, problems: problems, language: visit.language)
        return try flow.services.page(
            "DatedOrders/menu", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct DatedOrderMenuView: ViewModel {
    let frame: OrderFrame
    let contract: VoiceContract
    let rows: [DatedItemRow]
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<DatedOrderMenuView> = [
        "frame": { .object($0.frame) },
        "group": { .text($0.contract.group.text) },
        "code": { .text($0.contract.code.text) },
        "type": { .text($0.contract.type.name(in: $0.language)) },
        "chosen": { view in .list(view.rows.filter(\.isThere)) },
        "hasChosen": { view in .flag(view.rows.contains { $0.isThere }) },
        "offered": { view in .list(view.rows.filter { !$0.isThere }) },
    ]
}

private struct DatedItemRow: ViewModel {
    let item: DatedItem
    let path: String
    let answers: DatedOrderAnswers
    let present: [PhoneNumber: VoiceNumber]
    let isWrong: Bool
    let language: Language

    var isThere: Bool { answers.has(item) }

    static let fields: ViewFields<DatedItemRow> = [
        "item": { .text($0.item.rawValue) },
        "name": { .text($0.item.name(in: $0.language)) },
        "support": { .text($0.item.support(in: $0.language)) },
        "path": { .text($0.path) },
        "isWrong": { .flag($0.isWrong) },
        "summary": { view in
            .list(DatedItems(view.answers, only: view.item).summary(view.present, in: view.language))
        },
    ]
}
