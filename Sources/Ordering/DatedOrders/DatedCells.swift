import Mustache
import Shell
import Telephony

/// One control of a row: a text, or a choice.
struct DatedCellView: ViewModel {
    let name: String
    let label: String
    let value: String
    /// Empty: a text is typed.
    var options: [OptionView] = []
    var isNumeric = false
    let problems: [Problem]

    static let fields: ViewFields<DatedCellView> = [
        "name": { .text($0.name) },
        "label": { .text($0.label) },
        "value": { .text($0.value) },
        "isChoice": { .flag(!$0.options.isEmpty) },
        "isNumeric": { .flag($0.isNumeric) },
        "options": { .list($0.options) },
        "error": { cell in .text(ifAny: FieldView(cell.name, "", cell.problems).sentence) },
    ]
}

extension FieldView {
    /// What is wrong with it; nil: nothing.
    fileprivate var sentence: String? { problems.isEmpty ? nil : problems.map(\.sentence).joined() }
}

/// A row with its place, and a button that takes it away.
struct DatedRowView: ViewModel {
    /// From 0.
    let place: Int
    let section: String
    let cells: [DatedCellView]

    static let fields: ViewFields<DatedRowView> = [
        "place": { .integer($0.place) },
        "number": { .text(($0.place + 1).inGroups) },
        "section": { .text($0.section) },
        "cells": { .list($0.cells) },
    ]
}

/// Rows under a heading.
struct DatedSectionView: ViewModel {
    let section: String
    let title: String
    let notes: [String]
    let rows: [DatedRowView]
    let most: Int

    static let fields: ViewFields<DatedSectionView> = [
        "section": { .text($0.section) },
        "title": { .text($0.title) },
        "notes": { .list($0.notes) },
        "rows": { .list($0.rows) },
        "count": { .integer($0.rows.count) },
        "isFull": { .flag($0.rows.count >= $0.most) },
    ]
}

extension DatedRow.Section {
    func view(
        _ rows: [DatedRow], _ contract: DatedContract, _ problems: [Problem], in language: Language
    ) -> DatedSectionView {
        DatedSectionView(
            section: rawValue, title: title(in: language), notes: notes(in: language),
            rows: rows.enumerated().map { place, row in
                DatedRowView(
                    place: place, section: rawValue,
                    cells: columns.map {
                        $0.cell(
                            field($0, place), row[$0], offered: contract.offered($0), problems, in: language)
                    })
            }, most: DatedRow.most)
    }
}

extension DatedRow.Column {
    /// - Parameter offered: telephone numbers to choose from; none: one is typed.
    func cell(
        _ name: String, _ value: String, offered: [PhoneNumber] = [], _ problems: [Problem], in language: Language
    ) -> DatedCellView {
        let choices = choices(in: language).map { OptionView(value: $0.0, name: $0.1, isChosen: $0.0 == value) }
        return DatedCellView(
            name: name, label: self.name(in: language), value: value,
            options: offered.isEmpty ? choices : Self.options(offered, value, in: language),
            isNumeric: [.base, .count, .number, .shown, .forward].contains(self), problems: problems)
    }

    /// What was typed stays among them, whatever it is.
    private static func options(_ offered: [PhoneNumber], _ value: String, in language: Language) -> [OptionView] {
        let typed = PhoneNumber(value)
        let others = value.isEmpty || typed.map(offered.contains) == true ? [] : [value]
        return [OptionView(value: "", name: DatedOrders.choose(in: language), isChosen: value.isEmpty)]
            + others.map { OptionView(value: $0, name: $0, isChosen: true) }
            + offered.map { OptionView(value: $0.digits, name: $0.display, isChosen: $0 == typed) }
    }
}

extension PortRow.Column {
    func cell(_ row: Int, _ value: String, _ problems: [Problem], in language: Language) -> DatedCellView {
        DatedCellView(
            name: field(row), label: name(in: language), value: value,
            options: options(in: language).map { OptionView(value: $0.0, name: $0.1, isChosen: $0.0 == value) },
            isNumeric: self == .number, problems: problems)
    }
}
