import Mustache
import Telephony

/// What is wrong with a line of a file, and how to mend it, as people are told.
package struct CSVComplaint: Sendable {
    /// As an editor or spreadsheet counts, from 1, the header included; nil for a line that is missing.
    let line: Int?
    /// The name of the column.
    let column: String
    /// As it stands in the file, where it may be shown.
    let value: String
    let reason: String
    let remedy: String

    package init(line: Int?, column: String, value: String, reason: String, remedy: String) {
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
        self.remedy = remedy
    }

    /// Above a form whose file has so many; nil when it has none.
    package static func problem(_ count: Int) -> Problem? {
        count > 0 ? Problem("errors", "CSVファイルの\(count.inGroups)か所に直していただきたいところがあります。") : nil
    }

    /// All of them, for somebody who mends them in a spreadsheet.
    package static func file(_ complaints: [CSVComplaint]) -> [UInt8] {
        var writer = CSVWriter()
        writer.line("行", "項目", "入力値", "理由", "直し方")
        for complaint in complaints {
            writer.line(
                complaint.line.map { "\($0)" } ?? "なし", complaint.column, complaint.value, complaint.reason,
                complaint.remedy)
        }
        return writer.bytes
    }
}

/// The complaints about a file as `Templates/Shell/complaints` draws them.
package struct CSVComplaintsView: ViewModel {
    let complaints: [CSVComplaint]

    /// So many are shown.
    static let mostRows = 100

    /// Nil when there are none.
    package init?(_ complaints: [CSVComplaint]) {
        if complaints.isEmpty { return nil }
        self.complaints = complaints
    }

    static let fields: ViewFields<CSVComplaintsView> = [
        "count": { .text($0.complaints.count.inGroups) },
        "isMore": { .flag($0.complaints.count > mostRows) },
        "rows": { .list(Array($0.complaints.prefix(mostRows))) },
    ]
}

extension CSVComplaint: ViewModel {
    static let fields: ViewFields<CSVComplaint> = [
        "line": { .text($0.line?.inGroups ?? "なし") },
        "column": { .text($0.column) },
        "value": { .text($0.value) },
        "reason": { .text($0.reason) },
        "remedy": { .text($0.remedy) },
    ]
}
