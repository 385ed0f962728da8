internal import Encodings

/// Header fields in the order they came: one byte arena and ranges into it, no string until one is asked for (RFC 9110 § 5).
public struct Fields: Sendable {
    /// Where one field lies in the arena, in bytes.
    struct Entry: Sendable {
        var nameStart: UInt32
        var nameEnd: UInt32
        var valueStart: UInt32
        var valueEnd: UInt32

        var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
        var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
    }

    /// Holds names and values, and whatever else came with them.
    private(set) var bytes: [UInt8]
    private(set) var entries: [Entry]

    public init() {
        bytes = []
        entries = []
    }

    /// Fields from names and values, in that order.
    public init(_ pairs: [(String, String)]) {
        self.init()
        for (name, value) in pairs { append(name, value) }
    }

    /// What the parser found: its arena, and ranges that lie within it.
    init(bytes: [UInt8], entries: [Entry]) {
        self.bytes = bytes
        self.entries = entries
    }

    /// The value of the field of that name, in any case; several values joined with ", " (RFC 9110 § 5.3). Bytes that
    /// are not UTF-8 come as U+FFFD.
    public subscript(_ name: String) -> String? {
        var found: String?
        let wanted = name.utf8.span
        for entry in entries where matches(entry, wanted) {
            let value = text(entry.value)
            found = found.map { "\($0), \(value)" } ?? value
        }
        return found
    }

    /// The values of every field of that name, in order.
    public func values(_ name: String) -> [String] {
        entries.filter { matches($0, name) }.map { text($0.value) }
    }

    /// Adds a field behind the others. Control characters, which could end the line, become spaces.
    public mutating func append(_ name: String, _ value: String) {
        let start = UInt32(bytes.count)
        appendOneLine(name)
        let nameEnd = UInt32(bytes.count)
        appendOneLine(value)
        let end = UInt32(bytes.count)
        entries.append(Entry(nameStart: start, nameEnd: nameEnd, valueStart: nameEnd, valueEnd: end))
    }

    /// Puts this field in place of all others of that name.
    public mutating func set(_ name: String, _ value: String) {
        remove(name)
        append(name, value)
    }

    /// Takes every field of that name away.
    public mutating func remove(_ name: String) {
        guard entries.contains(where: { matches($0, name) }) else { return }
        entries = entries.filter { !matches($0, name) }
    }

    func matches(_ entry: Entry, _ name: String) -> Bool { matches(entry, name.utf8.span) }

    func matches(_ entry: Entry, _ name: Span<UInt8>) -> Bool {
        let start = Int(entry.nameStart)
        guard name.count == Int(entry.nameEnd) - start else { return false }
        let bytes = self.bytes.span
        for index in 0..<name.count where ASCII.lowercase(name[index]) != ASCII.lowercase(bytes[start + index]) {
            return false
        }
        return true
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private mutating func appendOneLine(_ text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        for index in start..<bytes.count where ASCII.isControl(bytes[index]) { bytes[index] = ASCII.space }
    }
}
