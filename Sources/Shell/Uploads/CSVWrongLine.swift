/// What can be wrong in a kind of file, in words for people.
package protocol CSVColumnFault: Sendable, Equatable {
    var reason: String { get }
    var remedy: String { get }
}

/// A line of a file with a fault in one of its columns, whose names are raw values.
package struct CSVWrongLine<Column: RawRepresentable<String> & Sendable & Equatable, Fault: CSVColumnFault>: Error,
    Equatable
{
    /// As an editor or spreadsheet counts, from 1, the header included.
    package let line: Int
    package let column: Column
    /// As it stands in the file; nil for what is, or may hold, a secret.
    package let value: String?
    package let fault: Fault

    package init(_ line: Int, _ column: Column, _ value: String?, _ fault: Fault) {
        self.line = line
        self.column = column
        self.value = value
        self.fault = fault
    }

    package var complaint: CSVComplaint {
        CSVComplaint(
            line: line, column: column.rawValue, value: value ?? "（表示しません）", reason: fault.reason,
            remedy: fault.remedy)
    }
}
