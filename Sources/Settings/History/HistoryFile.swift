import Telephony

/// The file that 操作履歴 gives.
enum HistoryFile {
    static let header = ["日時", "操作", "対象", "変更前", "変更後", "操作した電話番号", "操作元"]

    /// Where older lines are left out the last row says so: nobody may take a part for the whole.
    static func download(_ page: HistoryReader.Page) -> [UInt8] {
        var writer = CSVWriter(reserving: 256 + 128 * page.lines.count)
        writer.line(header)
        for words in page.lines {
            writer.line(
                words.line.place.at.spreadsheetText, words.what, words.subject, words.before ?? "", words.after ?? "",
                words.by, words.from)
        }
        if let end = page.end {
            writer.line(
                "", "（これより古い操作履歴は、このファイルに入っていません。終了日を\(end.at.dateText)にして、もう一度ダウンロードしてください。）", "", "", "",
                "", "")
        }
        return writer.bytes
    }
}
