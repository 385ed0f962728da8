/// What can be wrong with a line of a kind of file, in words for people.
package protocol CSVCellProblem: Sendable, Equatable {
    associatedtype Column: CSVColumn
    /// It has so many of them.
    static func columns(_ count: Int) -> Self
    /// Nil unless a spreadsheet has changed a number and that can be undone on the person's word.
    var repair: CSVRepair? { get }
    func reason(in language: Language) -> String
    func remedy(in language: Language) -> String
}

/// A line of a file, or one that it lacks, with what is wrong in one of its columns.
package struct CSVLineProblem<Problem: CSVCellProblem>: Sendable, Equatable {
    /// As an editor or spreadsheet counts, from 1, the header included; nil for a line that is missing.
    package let line: Int?
    /// nil for the line as a whole.
    package let column: Problem.Column?
    /// As it stands in the file; nil for what is, or may hold, a secret.
    package let value: String?
    package let problem: Problem

    package init(_ line: Int?, _ column: Problem.Column?, _ value: String?, _ problem: Problem) {
        self.line = line
        self.column = column
        self.value = value
        self.problem = problem
    }
}

/// What is wrong with a text that should be one of the telephone numbers that a file may speak of.
package enum CSVNumberProblem: Error, Sendable, Equatable {
    case form(ContractNumberProblem)
    case lostZero(PhoneNumber)
    case spoiled(SpreadsheetMark)
    /// A telephone number, but none of those; with what makes it the number of no contract at all.
    case foreign(ContractNumberProblem?)
    case duplicate(ofLine: Int)

    package var repair: CSVRepair? {
        switch self {
        case .lostZero: .zero
        case .spoiled(let mark): mark.digits == nil ? nil : .form
        case .form, .foreign, .duplicate: nil
        }
    }
}

/// What can be undone of a spreadsheet's work.
package enum CSVRepair: Sendable { case zero, form }

extension PhoneNumber {
    /// Reads one of the numbers that a file may speak of.
    /// - Parameter repairs: undoes what a spreadsheet did to it; on the person's word only.
    package static func read(
        _ text: String, repairs: Bool = false, isKnown: (PhoneNumber) -> Bool
    ) -> Result<PhoneNumber, CSVNumberProblem> {
        let number = PhoneNumber(text)
        if let number, isKnown(number) { return .success(number) }
        if let mark = SpreadsheetMark(text) {
            guard let digits = mark.digits else { return .failure(.spoiled(mark)) }
            let whole = read(digits, isKnown: isKnown)
            if case .success = whole, !repairs { return .failure(.spoiled(mark)) }
            return whole
        }
        if let repaired = PhoneNumber(lackingZero: text), isKnown(repaired) {
            return repairs ? .success(repaired) : .failure(.lostZero(repaired))
        }
        switch ContractNumber.read(text) {
        case .failure(let problem): return .failure(number == nil ? .form(problem) : .foreign(problem))
        case .success: return .failure(.foreign(nil))
        }
    }
}

/// In which line each number of a file stands first.
package struct CSVNumberLines: Sendable {
    private var lines: [PhoneNumber: Int] = [:]

    package init() {}

    package subscript(number: PhoneNumber) -> Int? { lines[number] }

    /// Nil for a number that has not been met before.
    package mutating func repetition(of number: PhoneNumber, in line: Int) -> CSVNumberProblem? {
        guard let first = lines.updateValue(line, forKey: number) else { return nil }
        lines[number] = first
        return .duplicate(ofLine: first)
    }
}
