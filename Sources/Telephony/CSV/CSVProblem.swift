/// Why a file as a whole cannot be read. Lines are those of the file, counted from 1, as editors and spreadsheets count.
package enum CSVProblem: Error, Sendable, Equatable {
    case empty, workbook, nul, unknownEncoding
    case openQuote(line: Int)
    case strayQuote(line: Int)
    case tooLarge(megabytes: Int)
    case tooManyRows(limit: Int)
    case tooManyColumns(line: Int, limit: Int)
    case longCell(line: Int, column: Int, limit: Int)
    /// A header at most.
    case noRows
}
