import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// An item that is typed in rows: ダイヤルイン番号追加, 番号ごと付加機能の変更, 電話帳掲載. Every button keeps what was typed, without script too.
struct DatedRowsPage: Sendable {
    let flow: DatedOrderFlow
    let item: DatedItem

    /// 100 rows of eight texts.
    static let bodyLimit = 256 * 1024

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.menu, opened)
        return try page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        var answers = opened.answers
        for section in item.sections { answers.set(try Self.rows(section, visit.form), section) }
        let act = visit.form["act"] ?? ""
        if act == "save" { answers.note(item) } else { try change(&answers, act) }
        if item == .numbers, act == "save" {
            let kinds = try await flow.check(answers, contract.voice, visit).reservations.values.map(\.kind)
            answers.areCodesOfIP = !kinds.isEmpty && kinds.allSatisfy { $0 == .ip }
        }
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            guard act == "save" else { return .redirect(to: flow.path(of: item, draft)) }
            let problems = try await flow.problems(answers, of: item, contract.voice, visit)
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, problems) }
            return .redirect(to: flow.path(of: .menu, draft))
        }
    }

    private static func rows(_ section: DatedRow.Section, _ form: Form) throws -> [DatedRow] {
        guard let count = form[section.field].flatMap({ Int($0) }), (0...DatedRow.most).contains(count) else {
            throw FormProblem.malformed
        }
        return (0..<count).map { row in
            DatedRow(
                Dictionary(
                    uniqueKeysWithValues: section.columns.map { ($0, form[section.field($0, row)] ?? "") }))
        }
    }

    /// ［＋］行追加 ［－］行削除
    private func change(_ answers: inout DatedOrderAnswers, _ act: String) throws {
        let words = act.split(separator: "-").map(String.init)
        guard words.count > 1, let section = DatedRow.Section(rawValue: words[1]), item.sections.contains(section)
        else { throw FormProblem.malformed }
        var rows = answers.rows(section)
        if words[0] == "add", rows.count < DatedRow.most {
            rows.append(section.blank)
        } else if words[0] == "remove", words.count == 3, let row = Int(words[2]), rows.indices.contains(row) {
            rows.remove(at: row)
        } else {
            throw FormProblem.malformed
        }
        answers.set(rows, section)
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: DatedOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: DatedOrderAnswers, _ problems: [Problem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let view = DatedRowsView(
            frame: flow.frame(.menu, draft, answers.contract, visit, isOvertaken: isOvertaken), item: item,
            here: flow.path(of: item), back: flow.path(of: .menu, draft),
            sections: item.sections.map { section in
                let rows = answers.rows(section)
                return section.view(
                    (rows.isEmpty ? [section.blank] : rows).map { $0.beside(contract.onlyBase) }, contract, problems,
                    in: visit.language)
            }, bases: contract.bases.isEmpty ? try bases(contract) : [], problems: problems, language: visit.language)
        return try flow.services.page(
            "DatedOrders/rows", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }

    /// Some that the field offers.
    private func bases(_ contract: DatedContract) throws -> [PhoneNumber] {
        try flow.services.database.read {
            try VoiceNumberStore.bases(of: [contract.voice.code], atMost: DatedOrderStartPage.mostDrafts, $0).map(
                \.number)
        }
    }
}

extension DatedRow {
    /// Where there is one base number only, nobody types it.
    fileprivate func beside(_ base: PhoneNumber?) -> DatedRow {
        guard let base, self[.base].isEmpty else { return self }
        var row = self
        row[.base] = base.display
        return row
    }
}

extension DatedRow.Section {
    var blank: DatedRow { DatedRow([.messageBox: "no", .anonymous: "no", .nuisance: "no"]) }
}

private struct DatedRowsView: ViewModel {
    let frame: OrderFrame
    let item: DatedItem
    let here: String
    let back: String
    let sections: [DatedSectionView]
    let bases: [PhoneNumber]
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<DatedRowsView> = [
        "frame": { .object($0.frame) },
        "name": { .text($0.item.name(in: $0.language)) },
        "here": { .text($0.here) },
        "back": { .text($0.back) },
        "sections": { .list($0.sections) },
        "hasBases": { .flag(!$0.bases.isEmpty) },
        "bases": { view in .list(view.bases.map(\.display)) },
        "rowsError": { view in .text(ifAny: view.problems.first { $0.field == "rows" }?.sentence) },
        "notes": { view in .list(view.item.notes(in: view.language)) },
    ]
}
