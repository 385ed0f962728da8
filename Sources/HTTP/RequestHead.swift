internal import Encodings

/// The head of one request while its lines are read: what it asks for, and how its body is framed.
struct RequestHead {
    var method = Method.get
    var target: RequestTarget?
    /// Fields as ranges from the beginning of the head.
    var entries: [Fields.Entry] = []
    /// What the Host field says.
    var host: HostName?
    var contentLength: Int?
    var isChunked = false
    /// Whether the client waits for 100 (Continue) before it sends the body.
    var awaitsContinue = false
    /// Whether the body is in a coding (gzip) that nobody here undoes.
    var isEncoded = false
    /// Whether the connection ends with this request.
    var isLast = false
    private var isVersion10 = false
    private var fieldBytes = 0

    /// Reads the "method SP target SP version" that lies there (RFC 9112 § 3), less its end. The status is a refusal's.
    mutating func readRequestLine(_ bytes: [UInt8], _ range: Range<Int>) -> Status? {
        let line = bytes.span.extracting(range)
        var first = 0
        while first < line.count, ByteSet.token.contains(line[first]) { first += 1 }
        guard first > 0, first < line.count, line[first] == ASCII.space else { return .badRequest }
        var second = first + 1
        while second < line.count, line[second] != ASCII.space { second += 1 }
        guard second < line.count else { return .badRequest }
        if let status = readVersion(line.extracting((second + 1)...)) { return status }
        method = Method(line.extracting(..<first))
        entries.reserveCapacity(16)
        // Its target is a host and port, of which we serve none.
        if method == .connect { return .methodNotAllowed }
        let start = range.lowerBound
        target = RequestTarget(bytes[(start + first + 1)..<(start + second)], method: method)
        return target == nil ? .badRequest : nil
    }

    private mutating func readVersion(_ version: Span<UInt8>) -> Status? {
        guard version.count == 8, version[6] == ASCII.dot,
            ASCII.equal(version.extracting(..<5), "HTTP/")
        else { return .badRequest }
        let major = version[5]
        let minor = version[7]
        if major == 0x32 && ASCII.isDigit(minor) { return .versionNotSupported }
        // A later minor version says nothing that 1.1 does not understand (RFC 9110 § 2.5).
        guard major == 0x31, ASCII.isDigit(minor) else { return .badRequest }
        isVersion10 = minor == 0x30
        isLast = isVersion10
        return nil
    }

    /// Reads the field line that lies there, less its end; `offset` is where it begins in the head. The status is a
    /// refusal's.
    mutating func readField(_ bytes: [UInt8], _ range: Range<Int>, offset: Int, limits: RequestLimits) -> Status? {
        let line = bytes.span.extracting(range)
        fieldBytes += line.count + 2
        if fieldBytes > limits.allFields || entries.count >= limits.fieldCount { return .requestHeaderFieldsTooLarge }
        guard let field = FieldLine(line) else { return .badRequest }
        entries.append(
            Fields.Entry(
                nameStart: UInt32(offset), nameEnd: UInt32(offset + field.nameEnd),
                valueStart: UInt32(offset + field.valueStart), valueEnd: UInt32(offset + field.valueEnd)))
        let value = line.extracting(field.valueStart..<field.valueEnd)
        switch field.nameEnd {
        case 4 where RequestHead.is(line, "host"):
            let start = range.lowerBound
            return readHost(bytes[(start + field.valueStart)..<(start + field.valueEnd)])
        case 6 where RequestHead.is(line, "expect"): return readExpect(value)
        case 10 where RequestHead.is(line, "connection"): return readConnection(value)
        case 14 where RequestHead.is(line, "content-length"): return readContentLength(value)
        case 16 where RequestHead.is(line, "content-encoding"): return readContentEncoding(value)
        case 17 where RequestHead.is(line, "transfer-encoding"): return readTransferEncoding(value)
        default: return nil
        }
    }

    /// What only the whole head can be refused for.
    func problem() -> Status? {
        guard host != nil else { return .badRequest }
        if isChunked && (contentLength != nil || isVersion10) { return .badRequest }
        return nil
    }

    private mutating func readHost(_ value: ArraySlice<UInt8>) -> Status? {
        guard host == nil, let name = HostName(value) else { return .badRequest }
        host = name
        return nil
    }

    /// A list of the one expectation there is (RFC 9110 § 10.1.1); from an HTTP/1.0 client it means nothing.
    private mutating func readExpect(_ value: Span<UInt8>) -> Status? {
        var isKnown = !value.isEmpty
        RequestHead.forEachItem(of: value) { item in
            isKnown = isKnown && (item.isEmpty || RequestHead.equal(item, "100-continue"))
        }
        awaitsContinue = !isVersion10
        return isKnown ? nil : .expectationFailed
    }

    /// A list of options, of which one matters (RFC 9110 § 7.6.1).
    private mutating func readConnection(_ value: Span<UInt8>) -> Status? {
        var closes = false
        RequestHead.forEachItem(of: value) { closes = closes || RequestHead.equal($0, "close") }
        if closes { isLast = true }
        return nil
    }

    /// Notes a coding of the body, of which we undo none (RFC 9110 § 8.4).
    private mutating func readContentEncoding(_ value: Span<UInt8>) -> Status? {
        var isPlain = true
        RequestHead.forEachItem(of: value) { isPlain = isPlain && ($0.isEmpty || RequestHead.equal($0, "identity")) }
        if !isPlain { isEncoded = true }
        return nil
    }

    /// The items of a list with commas between (RFC 9110 § 5.6.1), empty ones too.
    private static func forEachItem(of value: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
        var start = 0
        for end in 0...value.count where end == value.count || value[end] == ASCII.comma {
            body(value.extracting(ASCII.trimmed(value, start..<end)))
            start = end + 1
        }
    }

    /// Digits only, once, and within what a count can be (RFC 9112 § 6.3).
    private mutating func readContentLength(_ value: Span<UInt8>) -> Status? {
        guard contentLength == nil, value.count > 0 else { return .badRequest }
        var length = 0
        for position in 0..<value.count {
            let byte = value[position]
            guard ASCII.isDigit(byte) else { return .badRequest }
            let (shifted, tooLarge) = length.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = shifted.addingReportingOverflow(Int(byte - ASCII.zero))
            if tooLarge || overflows { return .badRequest }
            length = sum
        }
        contentLength = length
        return nil
    }

    /// Exactly one "chunked"; a single coding we do not know is 501, whatever else 400 (RFC 9112 § 6.1).
    private mutating func readTransferEncoding(_ value: Span<UInt8>) -> Status? {
        guard !isChunked, value.count > 0 else { return .badRequest }
        if RequestHead.equal(value, "chunked") {
            isChunked = true
            return nil
        }
        for position in 0..<value.count where !ByteSet.token.contains(value[position]) { return .badRequest }
        return isVersion10 ? .badRequest : .notImplemented
    }

    /// Whether the line begins with that name, in any case; it is known to have the name's length.
    private static func `is`(_ line: Span<UInt8>, _ name: String) -> Bool {
        equal(line.extracting(0..<name.utf8.count), name)
    }

    /// Whether the bytes are that text, in any case. The text is in lower case.
    private static func equal(_ bytes: Span<UInt8>, _ text: String) -> Bool {
        let text = text.utf8.span
        guard bytes.count == text.count else { return false }
        for index in 0..<text.count where ASCII.lowercase(bytes[index]) != text[index] { return false }
        return true
    }
}
