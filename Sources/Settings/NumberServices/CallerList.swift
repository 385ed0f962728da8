import Telephony

/// A caller whom a service asks about, or all whose numbers begin alike.
enum CallerPattern: Sendable, Hashable {
    case number(PhoneNumber)
    /// The digits in front of the `*`.
    case prefix(String)

    /// The least digits of a beginning: an area code's.
    static let leastOfPrefix = 2

    /// As it is stored, and written into the list.
    var text: String {
        switch self {
        case .number(let number): number.digits
        case .prefix(let digits): digits + "*"
        }
    }

    /// Reads what is stored.
    init?(text: String) {
        if text.hasSuffix("*") {
            self = .prefix(String(text.dropLast()))
        } else if let number = PhoneNumber(clean: text) {
            self = .number(number)
        } else {
            return nil
        }
    }

    /// Nil for a beginning.
    var number: PhoneNumber? { if case .number(let number) = self { number } else { nil } }

    func matches(_ number: PhoneNumber) -> Bool {
        switch self {
        case .number(let own): own == number
        case .prefix(let digits): number.digits.hasPrefix(digits)
        }
    }
}

/// The callers whom a service asks about, as they are typed: one a line.
struct CallerList: Sendable {
    private(set) var patterns: [CallerPattern] = []
    private(set) var problems: [CallerListProblem] = []

    /// - Parameter takesPrefixes: whether `03*` stands for all that begin with 03.
    static func read(_ typed: String, limit: Int, takesPrefixes: Bool) -> CallerList {
        var list = CallerList()
        let lines = typed.split(omittingEmptySubsequences: false) { $0.isNewline || $0 == "," }
        for (index, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
            guard list.patterns.count + list.problems.count <= limit else { break }
            list.add(line, at: index + 1, takesPrefixes)
        }
        let count = lines.count { line in line.contains { !$0.isWhitespace } }
        if count > limit { list.problems = [.tooMany(count, limit: limit)] }
        return list
    }

    private mutating func add(_ line: Substring, at number: Int, _ takesPrefixes: Bool) {
        let text = PastedText(String(line)).text
        switch Self.pattern(text, takesPrefixes) {
        case nil: problems.append(.notCaller(line: number, String(text.prefix(20)), takesPrefixes: takesPrefixes))
        case let pattern? where patterns.contains(pattern):
            problems.append(.twice(line: number, String(text.prefix(20))))
        case let pattern?: patterns.append(pattern)
        }
    }

    private static func pattern(_ text: String, _ takesPrefixes: Bool) -> CallerPattern? {
        guard text.hasSuffix("*") else { return PhoneNumber(text).map(CallerPattern.number) }
        let digits = text.dropLast().filter { $0 != "-" && !$0.isWhitespace }
        guard takesPrefixes, digits.first == "0", digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            (CallerPattern.leastOfPrefix...10).contains(digits.utf8.count)
        else { return nil }
        return .prefix(digits)
    }
}

enum CallerListProblem: Sendable, Equatable {
    case tooMany(Int, limit: Int)
    case notCaller(line: Int, String, takesPrefixes: Bool)
    case twice(line: Int, String)
}
