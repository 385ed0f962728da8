internal import Encodings

/// Parameters behind a value (`;name=value`) or in a URI, in their order. Names are in lower case and occur once.
public struct SIPParameters: Sendable, Hashable {
    /// A name with its value; a quoted value without its quotes, escapes as they are.
    public struct Parameter: Sendable, Hashable {
        public let name: String
        public let value: String?
        let isQuoted: Bool
    }

    /// All of them.
    public private(set) var all: [Parameter] = []

    /// None.
    public init() {}

    /// The value of a parameter; nil when it is missing or has none.
    public subscript(_ name: String) -> String? { all.first { $0.name == name }?.value }

    /// Whether a parameter is there, with a value or without.
    public func has(_ name: String) -> Bool { all.contains { $0.name == name } }

    /// Puts a parameter at the end, or gives it another value. Both are tokens, or what a host is made of.
    mutating func set(_ name: String, _ value: String? = nil) {
        let parameter = Parameter(name: name, value: value, isQuoted: false)
        if let index = all.firstIndex(where: { $0.name == name }) {
            all[index] = parameter
        } else {
            all.append(parameter)
        }
    }

    mutating func remove(_ name: String) { all.removeAll { $0.name == name } }

    /// As they stand in a message, each with its semicolon.
    var text: String {
        var text = ""
        for parameter in all {
            text += ";" + parameter.name
            if let value = parameter.value { text += parameter.isQuoted ? "=\"" + value + "\"" : "=" + value }
        }
        return text
    }

    /// What names a transaction or a dialog: whoever writes such a one twice, or in another form, has not named it.
    private static let names: Set<String> = ["branch", "tag"]

    /// The parameters of a header field's value; nil when they are too many, or when one that names something is malformed
    /// or there twice. Of others the malformed are passed over, and the first of two counts: nobody may be asking for them.
    static func scan(_ scanner: inout SIPScanner) -> SIPParameters? {
        var parameters = SIPParameters()
        while scanner.takeSeparator(UInt8(ascii: ";")) {
            let name = scanner.token()
            var (value, isQuoted): (String?, Bool) = (nil, false)
            var isWhole = name != nil
            if isWhole, scanner.takeSeparator(UInt8(ascii: "=")) {
                isQuoted = scanner.next == UInt8(ascii: "\"")
                value = isQuoted ? scanner.quoted() : scanner.run(SIPCharacter.parameterValue)
                isWhole = value != nil
            }
            scanner.skipSpace()
            isWhole = isWhole && (scanner.isAtEnd || scanner.next == UInt8(ascii: ";"))
            if !isWhole { scanner.skip(to: UInt8(ascii: ";")) }
            guard parameters.all.count < SIPLimits.parameters else { return nil }
            if isWhole, let name, parameters.add(name, value, isQuoted: isQuoted) { continue }
            if let name, Self.names.contains(name.lowercased()) { return nil }
        }
        return parameters
    }

    /// The parameters of a URI, without white space or quotes.
    static func scanURI(_ scanner: inout SIPScanner) -> SIPParameters? {
        var parameters = SIPParameters()
        while scanner.take(UInt8(ascii: ";")) {
            guard let name = scanner.run(SIPCharacter.uriParameter) else { return nil }
            var value: String?
            if scanner.take(UInt8(ascii: "=")) {
                value = scanner.run(SIPCharacter.uriParameter)
                guard value != nil else { return nil }
            }
            guard parameters.add(name, value) else { return nil }
        }
        return parameters
    }

    private mutating func add(_ name: String, _ value: String?, isQuoted: Bool = false) -> Bool {
        let name = name.lowercased()
        guard all.count < SIPLimits.parameters, !has(name) else { return false }
        all.append(Parameter(name: name, value: value, isQuoted: isQuoted))
        return true
    }
}
