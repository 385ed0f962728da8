import Telephony

/// The file that 操作履歴 gives.
enum HistoryFile {
    /// - Parameter byHeading: what who did it is called.
    static func download(_ page: History.Page, byHeading: String, in language: Language) -> [UInt8] {
        var writer = CSVWriter(reserving: 256 + 128 * page.lines.count)
        writer.line(header(byHeading, in: language))
        for entry in page.lines {
            writer.line(
                entry.line.place.at.spreadsheetText, entry.what, entry.subject, entry.before ?? "", entry.after ?? "",
                entry.by, entry.from)
        }
        if let end = page.end {
            writer.line("", Self.end(end.at, in: language), "", "", "", "", "")
        }
        return writer.bytes
    }
}
