/// What Asterisk tells of a call before anything else: the lines `agi_…: value`. A dialplan may put anything into them, and most
/// are of no use to anybody here: a value is judged where it is used.
public struct FastAGIVariables: Sendable, Equatable {
    private var values: [String: String] = [:]
    /// Lines taken in, whatever was in them.
    private(set) var count = 0

    init() {}

    /// The value of a variable such as `agi_callerid`, with U+FFFD for what is no UTF-8; nil when it was not sent.
    public subscript(_ name: String) -> String? { values[name] }

    /// What stands last in the address that the dialplan calls, behind its last slash: `x` in `agi://host/menu/x`.
    public var script: String {
        let path = values["agi_network_script"] ?? ""
        return String(path.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
    }

    /// Takes one line in, without its end; one that is no variable is passed over. False for a variable that has come before,
    /// and when the first line is none: then it is not Asterisk that speaks.
    mutating func add(_ line: some Collection<UInt8>) -> Bool {
        count += 1
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        guard name.endIndex < line.endIndex, name.starts(with: "agi_".utf8), name.allSatisfy(Self.isNameByte) else {
            return !values.isEmpty
        }
        var value = line[name.endIndex...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        return values.updateValue(
            String(decoding: value, as: UTF8.self), forKey: String(decoding: name, as: UTF8.self)) == nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
