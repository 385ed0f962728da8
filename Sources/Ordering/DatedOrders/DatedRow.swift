import Exchange
import Telephony

/// A row of an item as it was typed: which cells it has is its section's.
struct DatedRow: Sendable, Equatable {
    enum Section: String, Sendable, CaseIterable {
        /// 番号予約コードをお持ちでない場合
        case new
        /// 番号予約コードをお持ちの場合
        case coded
        case features, directory

        var columns: [Column] {
            switch self {
            case .new: [.base, .kind, .count] + Column.features
            case .coded: [.base, .code] + Column.features
            case .features: [.number] + Column.features
            case .directory: [.number, .listed, .listing]
            }
        }

        /// Its answer in a draft; the number of its rows in forms.
        var field: String { "\(rawValue)-rows" }

        func field(_ column: Column, _ row: Int) -> String { "\(rawValue)-\(column.rawValue)-\(row)" }
    }

    enum Column: String, Sendable, CaseIterable {
        case base, kind, count, code, number, listed, listing
        case messageBox, anonymous, nuisance, shown, forward

        /// 付加機能 of a row.
        static let features: [Column] = [.messageBox, .anonymous, .nuisance, .shown, .forward]

        /// What is chosen from a list says nothing by itself.
        var isChoice: Bool { [.kind, .listed, .messageBox, .anonymous, .nuisance].contains(self) }
    }

    private var cells: [Column: String]

    init(_ cells: [Column: String] = [:]) { self.cells = cells }

    subscript(column: Column) -> String {
        get { cells[column] ?? "" }
        set { cells[column] = newValue }
    }

    /// 基本契約番号 alone asks for nothing: it may stand there by itself.
    var isEmpty: Bool {
        cells.allSatisfy { $0.key.isChoice || $0.key == .base || PastedText($0.value).text.isEmpty }
    }

    /// 追加番号数 of a row (VOICE-7).
    static let counts = 1...999
    /// Rows of a section.
    static let most = 50

    /// 付加機能, or what is no telephone number among them.
    func features(_ fault: (Column) -> Void) -> NumberFeatures {
        func number(_ column: Column) -> PhoneNumber? {
            let text = PastedText(self[column]).text
            let number = PhoneNumber(text)
            if number == nil, !text.isEmpty { fault(column) }
            return number
        }
        return NumberFeatures(
            messageBox: self[.messageBox] == "yes", rejectsAnonymous: self[.anonymous] == "yes",
            rejectsNuisance: self[.nuisance] == "yes", shownNumber: number(.shown), forwardNumber: number(.forward))
    }
}

extension DatedRow.Section {
    /// As a draft keeps them.
    func text(_ rows: [DatedRow]) -> String {
        AnswerTable(rows.map { row in columns.map { row[$0] } }).text
    }

    func rows(_ text: String) -> [DatedRow] {
        let table = AnswerTable(text: text)
        return table.rows.indices.map { row in
            DatedRow(
                Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, table[row, $0]) }))
        }
    }
}
