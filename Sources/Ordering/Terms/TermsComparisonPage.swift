import HTTP
import Mustache
import Shell
import Telephony

/// 新旧対照: a version beside the one before it, as the terms themselves tell of their amendments.
struct TermsComparisonPage: Sendable {
    let desk: OrderDesk
    private let shelf = ComparisonShelf()

    init(desk: OrderDesk) { self.desk = desk }

    @Sendable
    func view(_ query: Form, in language: Language) throws -> any ViewModel {
        let (old, new) = try desk.versions(query)
        return TermsComparisonView(
            old: old, new: new, comparison: shelf.comparison(of: old, and: new),
            isWhole: query["whole"] == "yes", language: language)
    }
}

private struct TermsComparisonView: ViewModel {
    let old: ConsentVersion
    let new: ConsentVersion
    let comparison: TextComparison
    /// What is the same is told too.
    let isWhole: Bool
    let language: Language

    /// Nil stands for what is left out.
    private var rows: [TextComparison.Row?] {
        guard !isWhole else { return comparison.rows }
        return comparison.rows.reduce(into: []) { rows, row in
            if !row.isSame {
                rows.append(row)
            } else if rows.isEmpty || rows[rows.count - 1] != nil {
                rows.append(nil)
            }
        }
    }

    static let fields: ViewFields<TermsComparisonView> = [
        "name": { .text($0.new.document.name(in: $0.language)) },
        "old": { .text(TermsWords.heading(of: $0.old, isNew: false, in: $0.language)) },
        "new": { .text(TermsWords.heading(of: $0.new, isNew: true, in: $0.language)) },
        "oldLabel": { .text(TermsWords.label(isNew: false, in: $0.language)) },
        "newLabel": { .text(TermsWords.label(isNew: true, in: $0.language)) },
        "summary": { .text(TermsWords.summary(of: $0.comparison, in: $0.language)) },
        "isWhole": { .flag($0.isWhole) },
        "wholePath": { .text(Terms.comparison(of: $0.new, isWhole: true)) },
        "partPath": { .text(Terms.comparison(of: $0.new)) },
        "newPath": { .text(Terms.path(of: $0.new)) },
        "oldPath": { .text(Terms.path(of: $0.old)) },
        "rows": { view in .list(view.rows.map { TermsComparisonRow(row: $0, language: view.language) }) },
    ]
}

private struct TermsComparisonRow: ViewModel {
    let row: TextComparison.Row?
    let language: Language

    private var old: [TextComparison.Piece]? {
        switch row {
        case .same(let text): [.init(text: text, isOther: false)]
        case .changed(let old, _): old
        case .removed(let text): [.init(text: text, isOther: true)]
        case .added, nil: nil
        }
    }

    private var new: [TextComparison.Piece]? {
        switch row {
        case .same(let text): [.init(text: text, isOther: false)]
        case .changed(_, let new): new
        case .added(let text): [.init(text: text, isOther: true)]
        case .removed, nil: nil
        }
    }

    static let fields: ViewFields<TermsComparisonRow> = [
        "kind": { .text(TermsWords.kind(of: $0.row, in: $0.language)) },
        "isOmission": { .flag($0.row == nil) },
        "isSame": { .flag($0.row?.isSame == true) },
        "old": { row in row.old.map { .object(TermsSideView(pieces: $0)) } ?? .absent },
        "new": { row in row.new.map { .object(TermsSideView(pieces: $0)) } ?? .absent },
    ]
}

private struct TermsSideView: ViewModel {
    let pieces: [TextComparison.Piece]

    static let fields: ViewFields<TermsSideView> = ["pieces": { .list($0.pieces.map(TermsPieceView.init)) }]
}

private struct TermsPieceView: ViewModel {
    let piece: TextComparison.Piece

    static let fields: ViewFields<TermsPieceView> = [
        "text": { .text($0.piece.text) },
        "isOther": { .flag($0.piece.isOther) },
    ]
}
