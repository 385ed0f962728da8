package import Mustache
package import Telephony

/// What is wrong with a line of a file, and how to mend it, as people are told.
package struct LineReport: Sendable {
    /// As an editor or spreadsheet counts, from 1, the header included; nil for a line that is missing.
    let line: Int?
    let column: String
    let value: String
    let reason: String
    let remedy: String
    let language: Language

    /// All of them, for somebody who mends them in a spreadsheet.
    package static func file(_ reports: [LineReport], in language: Language) -> [UInt8] {
        var writer = CSVWriter()
        writer.line(headings(in: language))
        for report in reports {
            let line = report.line.map { "\($0)" } ?? missing(in: language)
            writer.line(line, report.column, report.value, report.reason, report.remedy)
        }
        return writer.bytes
    }
}

extension CSVLineProblem {
    package func report(in language: Language) -> LineReport {
        LineReport(
            line: line, column: column?.name(in: language) ?? LineReport.wholeLine(in: language),
            value: value ?? LineReport.hidden(in: language), reason: problem.reason(in: language),
            remedy: problem.remedy(in: language), language: language)
    }
}

extension LineReport: ViewModel {
    package static let fields: ViewFields<LineReport> = [
        "line": { .text($0.line?.inGroups ?? missing(in: $0.language)) },
        "column": { .text($0.column) },
        "value": { .text($0.value) },
        "reason": { .text($0.reason) },
        "remedy": { .text($0.remedy) },
    ]
}

/// The reports about a file as `Shell/complaints` draws them.
package struct LineReportsView: ViewModel {
    let reports: [LineReport]

    /// Nil when there are none.
    package init?(_ reports: [LineReport]) {
        if reports.isEmpty { return nil }
        self.reports = reports
    }

    package static let fields: ViewFields<LineReportsView> = [
        "count": { .text($0.reports.count.inGroups) },
        "isMore": { .flag($0.reports.count > ImportState.mostShown) },
        "rows": { .list(Array($0.reports.prefix(ImportState.mostShown))) },
    ]
}

/// `Shell/import-read`: how many numbers a spreadsheet has changed in a way that can be undone on the person's word.
package struct ImportRepairView: ViewModel {
    let count: Int
    /// Nothing but lost zeros.
    let isZeros: Bool

    /// Nil when there is nothing to undo, or it has been done.
    package init?<Problem>(_ wrong: [CSVLineProblem<Problem>], _ state: ImportState = ImportState()) {
        let lines = wrong.filter { $0.problem.repair != nil }
        if state.isRepaired || lines.isEmpty { return nil }
        count = Set(lines.map(\.line)).count
        isZeros = lines.allSatisfy { $0.problem.repair == .zero }
    }

    package static let fields: ViewFields<ImportRepairView> = [
        "count": { .text($0.count.inGroups) },
        "isZeros": { .flag($0.isZeros) },
    ]
}
