/// Rows that were typed, as one answer of a draft keeps them: a line each, its cells with tabs between.
struct AnswerTable: Sendable, Equatable {
    let rows: [[String]]

    init(_ rows: [[String]]) { self.rows = rows }

    var text: String {
        rows.map { row in
            row.map { $0.replacing("\t", with: " ").replacing("\n", with: " ") }.joined(separator: "\t")
        }.joined(separator: "\n")
    }

    init(text: String) {
        rows = text.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Empty where the row has no such cell.
    subscript(row: Int, column: Int) -> String { rows[row].indices.contains(column) ? rows[row][column] : "" }
}
