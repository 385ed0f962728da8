import Mustache
import Shell
import Telephony

/// A file of telephone numbers for an order.
protocol NumberFile: ImportedFile {
    /// - Parameter present: all numbers of the contract.
    static func read(_ content: [UInt8], _ present: [PhoneNumber: VoiceNumber]) -> Result<Self, CSVProblem>

    /// As the preview shows them.
    func rows(in language: Language) -> [[String]]
    static func headings(in language: Language) -> [String]
    static func notes(in language: Language) -> [String]
    static func example(in language: Language) -> [[String]]
    static func sample(in language: Language) -> [UInt8]
}

/// Where it is sent to, and where the same is done without it.
struct NumberFilePlace: Sendable {
    let path: String
    let entry: String
    let draft: Int
}

/// As `Templates/NumberPicking/import` draws it.
struct NumberFileView: ViewModel {
    private let frame: OrderFrame
    private let place: NumberFilePlace
    private let lines: [[String]]
    private let notes: [String]
    private let problems: [Problem]

    init(
        _ file: (some NumberFile).Type, _ frame: OrderFrame, _ place: NumberFilePlace, _ problems: [Problem],
        in language: Language
    ) {
        (self.frame, self.place, self.problems) = (frame, place, problems)
        lines = [file.headings(in: language)] + file.example(in: language)
        notes = file.notes(in: language)
    }

    static let fields: ViewFields<NumberFileView> = [
        "frame": { .object($0.frame) },
        "file": { .object(FieldView("file", "", $0.problems)) },
        "example": { view in
            .text(
                view.lines.map { row in row.map { "\"\($0)\"" }.joined(separator: ",") }.joined(separator: "\n"))
        },
        "notes": { .list($0.notes) },
        "draftID": { .text("\($0.place.draft)") },
        "path": { .text($0.place.path) },
        "entry": { .text($0.place.entry) },
    ]
}

/// As `Templates/NumberPicking/preview` draws it.
struct NumberFilePreviewView: ViewModel {
    private let frame: OrderFrame
    private let place: NumberFilePlace
    private let headings: [String]
    private let rows: [[String]]
    private let isWhole: Bool

    init<File: NumberFile>(_ file: File, _ frame: OrderFrame, _ place: NumberFilePlace, in language: Language) {
        (self.frame, self.place) = (frame, place)
        (headings, rows, isWhole) = (File.headings(in: language), file.rows(in: language), file.wrong.isEmpty)
    }

    static let fields: ViewFields<NumberFilePreviewView> = [
        "frame": { .object($0.frame) },
        "draftID": { .text("\($0.place.draft)") },
        "path": { .text($0.place.path) },
        "count": { .text($0.rows.count.inGroups) },
        "canApply": { .flag($0.isWhole && !$0.rows.isEmpty) },
        "isMore": { .flag($0.rows.count > ImportState.mostShown) },
        "headings": { .list($0.headings) },
        "rows": { view in .list(view.rows.prefix(ImportState.mostShown).map { CellsView(cells: $0) }) },
    ]
}

private struct CellsView: ViewModel {
    let cells: [String]

    static let fields: ViewFields<CellsView> = ["cells": { .list($0.cells) }]
}
