/// Why a file as a whole cannot be read. Lines are those of the file, counted from 1, as editors and spreadsheets count.
package enum CSVProblem: Error, Sendable, Equatable {
    case empty, workbook, document, webPage, nul, unknownEncoding
    case openQuote(line: Int)
    case strayQuote(line: Int)
    case tooLarge(megabytes: Int)
    case tooManyRows(limit: Int)
    case tooManyColumns(line: Int, limit: Int)
    case longCell(line: Int, column: Int, limit: Int)
    /// A header at most.
    case noRows
    /// A heading whose columns are not ours, and not in our order.
    case unclearHeading(line: Int)
}

extension CSVProblem {
    /// What the first bytes show to be a file of another kind, with its name changed or by mistake.
    init?(ofOtherThanText bytes: [UInt8]) {
        // Workbooks are ZIP archives (Excel, Numbers, LibreOffice), or the older compound file.
        let workbooks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0xD0, 0xCF, 0x11, 0xE0]]
        let documents: [[UInt8]] = [
            Array("%PDF-".utf8), Array("{\\rtf".utf8), Array("GIF8".utf8), [0x89, 0x50, 0x4E, 0x47],
            [0xFF, 0xD8, 0xFF],
            [0x1F, 0x8B], Array("Rar!".utf8), Array("7z".utf8) + [0xBC, 0xAF], Array("SQLite format".utf8),
        ]
        if workbooks.contains(where: bytes.starts(with:)) {
            self = .workbook
        } else if documents.contains(where: bytes.starts(with:)) {
            self = .document
        } else {
            return nil
        }
    }
}
