/// What Asterisk tells of a call before anything else: the lines `agi_…: value`.
public struct FastAGIVariables: Sendable, Equatable {
    private var values: [String: String] = [:]

    init() {}

    /// The value of a variable such as `agi_callerid`; nil when it was not sent.
    public subscript(_ name: String) -> String? { values[name] }

    var count: Int { values.count }

    /// Takes one line in, without its end. False when it is none, or names a variable that has come before.
    mutating func add(_ line: some Collection<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let name = line[..<colon]
        var value = line[line.index(after: colon)...]
        guard name.starts(with: "agi_".utf8), name.allSatisfy(Self.isNameByte) else { return false }
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        guard let text = String(validating: value, as: UTF8.self) else { return false }
        return values.updateValue(text, forKey: String(decoding: name, as: UTF8.self)) == nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
