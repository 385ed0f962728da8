internal import Encodings

/// The first line and the header fields of a message, read from its bytes.
///
/// Lines end in CR LF, or in LF alone as some devices write them. A line that begins with a space or tab continues the one
/// before, as RFC 3261 § 7.3.1 asks; the break becomes one space. Values are opaque here, whatever their bytes: whoever uses
/// one judges it. A line that is no field at all is passed over, for nobody can be asking for it.
struct SIPHead {
    let start: SIPMessage.Start
    let fields: [SIPField]
    /// Where the body begins.
    let end: Int

    private static let cr = UInt8(ascii: "\r")
    private static let lf = UInt8(ascii: "\n")

    /// Reads the head that begins at the first byte which is no line end.
    init(_ bytes: [UInt8]) throws(SIPSyntaxError) {
        var index = Self.skipLineEnds(bytes, from: 0)
        guard index < bytes.count else { throw .empty }
        let first = try Self.line(bytes, &index)
        start = try Self.start(bytes[first])
        var fields: [SIPField] = []
        while true {
            let line = try Self.line(bytes, &index)
            guard !line.isEmpty else { break }
            guard fields.count < SIPLimits.fields else { throw .tooLong }
            let value = try Self.unfolded(bytes, line, &index)
            if let field = Self.field(value) { fields.append(field) }
        }
        self.fields = fields
        end = index
    }

    /// The first place that is not part of an empty line.
    static func skipLineEnds(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count, bytes[index] == cr, bytes[index + 1] == lf { index += 2 }
        return index
    }

    /// The next line without its end; the place behind it.
    private static func line(_ bytes: [UInt8], _ index: inout Int) throws(SIPSyntaxError) -> Range<Int> {
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case lf:
                let end = index > start && bytes[index - 1] == cr ? index - 1 : index
                index += 1
                return start..<end
            default: index += 1
            }
            guard index - start <= SIPLimits.lineBytes, index < SIPLimits.headBytes else { throw .tooLong }
        }
        throw .incomplete
    }

    /// A line with those that continue it.
    private static func unfolded(
        _ bytes: [UInt8], _ line: Range<Int>, _ index: inout Int
    ) throws(SIPSyntaxError) -> [UInt8] {
        var unfolded = [UInt8](bytes[line])
        while index < bytes.count, ASCII.isBlank(bytes[index]) {
            let more = ASCII.trimmed(bytes.span, try self.line(bytes, &index))
            while let last = unfolded.last, ASCII.isBlank(last) { unfolded.removeLast() }
            if !unfolded.isEmpty, !more.isEmpty { unfolded.append(ASCII.space) }
            unfolded.append(contentsOf: bytes[more])
            guard unfolded.count <= SIPLimits.lineBytes else { throw .tooLong }
        }
        return unfolded
    }

    /// Nil for a line that is no field.
    private static func field(_ line: [UInt8]) -> SIPField? {
        guard let colon = line.firstIndex(of: ASCII.colon) else { return nil }
        let nameEnd = ASCII.trimmed(line.span, 0..<colon).upperBound
        guard let name = SIPHeaderName(String(decoding: line[..<nameEnd], as: UTF8.self)) else { return nil }
        return SIPField(name, SIPText(received: line[ASCII.trimmed(line.span, (colon + 1)..<line.count)]))
    }

    private static func start(_ line: ArraySlice<UInt8>) throws(SIPSyntaxError) -> SIPMessage.Start {
        let parts = line.split(separator: ASCII.space, maxSplits: 2, omittingEmptySubsequences: false)
        let words = parts.map { String(decoding: $0, as: UTF8.self) }
        if let first = words.first, isVersion(first) { return try status(line.dropFirst(first.utf8.count)) }
        guard words.count == 3, let method = SIPMethod(words[0]), let uri = SIPURI(words[1]) else { throw .startLine }
        guard isVersion(words[2]) else { throw .version }
        return .request(method, uri)
    }

    /// What stands behind the version: three digits, and words that say nothing to a program. Devices leave out the words and
    /// the space before them.
    private static func status(_ rest: ArraySlice<UInt8>) throws(SIPSyntaxError) -> SIPMessage.Start {
        let digits = rest.drop(while: ASCII.isBlank).prefix(while: ASCII.isDigit)
        let words = rest[digits.endIndex...]
        guard digits.startIndex > rest.startIndex, digits.count == 3, words.first.map(ASCII.isBlank) ?? true,
            let status = Int(String(decoding: digits, as: UTF8.self)), (100...699).contains(status)
        else { throw .startLine }
        return .response(status, SIPText(received: words.dropFirst()))
    }

    /// In any case (RFC 3261 § 7.1). The length sees to it that no other script's letters become these.
    private static func isVersion(_ text: String) -> Bool { text.utf8.count == 7 && text.uppercased() == "SIP/2.0" }

    /// What Content-Length says (RFC 3261 § 20.14); nil when it is not there.
    func contentLength() throws(SIPSyntaxError) -> Int? {
        var length: Int?
        for field in fields where field.name == .contentLength {
            guard length == nil else { throw .repeated(.contentLength) }
            var scanner = SIPScanner(field.value.text)
            guard let number = scanner.number(upTo: UInt64(SIPLimits.messageBytes)), scanner.isAtEnd else {
                throw .invalid(.contentLength)
            }
            length = Int(number)
        }
        return length
    }
}
