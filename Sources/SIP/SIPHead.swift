internal import Encodings

/// The first line and the header fields of a message, read from its bytes.
///
/// Lines end in CR LF and nothing else. A line that begins with a space or tab continues the one before, as RFC 3261
/// § 7.3.1 asks; the break becomes one space. Control characters and anything that is not UTF-8 are refused, also
/// where the RFC would allow them behind a backslash in a quoted string.
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
        start = try Self.start(try Self.text(bytes[first]))
        var fields: [SIPField] = []
        while true {
            let line = try Self.line(bytes, &index)
            guard !line.isEmpty else { break }
            guard fields.count < SIPLimits.fields else { throw .tooLong }
            fields.append(try Self.field(bytes, line, &index))
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
            case cr:
                guard index + 1 < bytes.count else { throw .incomplete }
                guard bytes[index + 1] == lf else { throw .lineEnd }
                index += 2
                return start..<(index - 2)
            case lf: throw .lineEnd
            default: index += 1
            }
            guard index - start <= SIPLimits.lineBytes, index < SIPLimits.headBytes else { throw .tooLong }
        }
        throw .incomplete
    }

    private static func field(
        _ bytes: [UInt8], _ line: Range<Int>, _ index: inout Int
    ) throws(SIPSyntaxError) -> SIPField {
        guard !ASCII.isBlank(bytes[line.lowerBound]), let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else {
            throw .field
        }
        let nameEnd = ASCII.trimmed(bytes.span, line.lowerBound..<colon).upperBound
        guard let name = SIPHeaderName(String(decoding: bytes[line.lowerBound..<nameEnd], as: UTF8.self)) else {
            throw .field
        }
        let value = ASCII.trimmed(bytes.span, (colon + 1)..<line.upperBound)
        guard index < bytes.count, ASCII.isBlank(bytes[index]) else {
            return SIPField(name, checked: try text(bytes[value]))
        }
        var folded = [UInt8](bytes[value])
        while index < bytes.count, ASCII.isBlank(bytes[index]) {
            let more = ASCII.trimmed(bytes.span, try self.line(bytes, &index))
            if !folded.isEmpty, !more.isEmpty { folded.append(0x20) }
            folded.append(contentsOf: bytes[more])
            guard folded.count <= SIPLimits.lineBytes else { throw .tooLong }
        }
        return SIPField(name, checked: try text(folded[...]))
    }

    private static func start(_ line: String) throws(SIPSyntaxError) -> SIPMessage.Start {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .startLine }
        if isVersion(parts[0]) {
            guard parts[1].utf8.count == 3, SIPCharacter.digit.containsAll(parts[1]), let status = Int(parts[1]),
                (100...699).contains(status)
            else { throw .startLine }
            return .response(status, SIPText(checked: String(parts[2])))
        }
        guard let method = SIPMethod(parts[0]), let uri = SIPURI(String(parts[1])) else { throw .startLine }
        guard isVersion(parts[2]) else { throw .version }
        return .request(method, uri)
    }

    /// In any case (RFC 3261 § 7.1). The length sees to it that no other script's letters become these.
    private static func isVersion(_ text: Substring) -> Bool { text.utf8.count == 7 && text.uppercased() == "SIP/2.0" }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(SIPSyntaxError) -> String {
        guard bytes.allSatisfy(SIPCharacter.isText), let text = String(validating: bytes, as: UTF8.self) else {
            throw .text
        }
        return text
    }

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
