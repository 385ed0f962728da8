/// An option that a command takes: `--name VALUE`, or `--name` alone.
struct Option: Sendable {
    /// With its two hyphens.
    let name: String
    /// What help calls the value; nil for an option without one.
    let value: String?
    let summary: String
    var isRepeatable = false

    /// As help writes it.
    var usage: String { value.map { "\(name) \($0)" } ?? name }

    static let data = Option(name: "--data", value: "DIR", summary: "the data folder (default: the configuration's)")
    static let config = Option(name: "--config", value: "FILE", summary: "the configuration file")
    static let json = Option(name: "--json", value: nil, summary: "print JSON, for programs")
    static let help = Option(name: "--help", value: nil, summary: "print this help")
}

/// What stands behind the name of a command, sorted out.
struct Arguments: Sendable, Equatable {
    /// In the order given, without options.
    private(set) var words: [String] = []
    private var values: [String: [String]] = [:]

    /// Reads `--name value`, `--name=value` and words; behind `--` everything is a word.
    init(_ arguments: [String], options: [Option]) throws(WrongUsage) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                return
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                words.append(argument)
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let option = options.first(where: { $0.name == parts[0] }) else {
                throw WrongUsage("unknown option \(parts[0])")
            }
            let value = try Self.value(of: option, given: parts.dropFirst().first, &rest)
            if values[option.name] != nil, !option.isRepeatable { throw WrongUsage("\(option.name) is given twice") }
            values[option.name, default: []].append(value)
        }
    }

    private static func value(
        of option: Option, given: String?, _ rest: inout ArraySlice<String>
    ) throws(WrongUsage) -> String {
        guard let placeholder = option.value else {
            if given != nil { throw WrongUsage("\(option.name) takes no value") }
            return ""
        }
        guard let value = given ?? rest.popFirst(), given != nil || !value.hasPrefix("--") else {
            throw WrongUsage("\(option.name) needs a value: \(placeholder)")
        }
        return value
    }

    func has(_ option: Option) -> Bool { values[option.name] != nil }

    /// The value of an option, if it is given.
    subscript(_ name: String) -> String? { values[name]?.last }

    /// The same of one that has to be given.
    func needed(_ name: String) throws(WrongUsage) -> String {
        guard let value = self[name] else { throw WrongUsage("\(name) is missing") }
        return value
    }

    /// The items of a repeatable option, each of which may be a list with commas or semicolons between.
    func list(_ name: String) -> [String] {
        (values[name] ?? []).flatMap(Self.items)
    }

    static func items(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == ";" }.map { item in
            String(item.drop { $0 == " " })
        }
    }
}
