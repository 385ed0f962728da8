internal import Encodings

extension Form {
    /// Reads multipart/form-data (RFC 7578). What stands before the first boundary and behind the last is nobody's (RFC 2046
    /// § 5.1.1).
    init(multipart body: [UInt8], boundary: String) throws(FormProblem) {
        self.init()
        let mark = Array(boundary.utf8)
        guard (1...70).contains(mark.count), mark.last != ASCII.space, mark.allSatisfy(ByteSet.boundary.contains) else {
            throw .malformed
        }
        var parts = MultipartParts(body: body, boundary: mark)
        try parts.begin()
        while let part = try parts.next() { try add(part) }
    }

    private mutating func add(_ part: MultipartParts.Part) throws(FormProblem) {
        guard part.isFile else {
            guard let value = String(validating: part.content, as: UTF8.self), !value.utf8.contains(ASCII.null) else {
                throw .badText
            }
            return try add(part.name, value)
        }
        let file = UploadedFile(
            filename: part.filename, contentType: part.contentType, bytes: Array(part.content))
        try add(part.name, file: file)
    }
}

/// Walks over the parts of a multipart body (RFC 2046 § 5.1.1).
struct MultipartParts {
    struct Part {
        var name = ""
        var filename = ""
        /// Whether it came from a file control, chosen or not.
        var isFile = false
        var contentType = ""
        var content: ArraySlice<UInt8> = []
    }

    /// At most this many bytes in a line of a part's header, and this many lines.
    static var lineLimit: Int { 4096 }
    static var lineCountLimit: Int { 8 }

    private let body: [UInt8]
    /// CR LF "--" and the boundary. It holds one CR only, so that a search for it never looks at a byte twice.
    private let delimiter: [UInt8]
    private var position = 0
    private var isAtEnd = false

    init(body: [UInt8], boundary: [UInt8]) {
        self.body = body
        delimiter = [ASCII.carriageReturn, ASCII.lineFeed, ASCII.hyphen, ASCII.hyphen] + boundary
    }

    /// Passes the first boundary, which begins the body or a line of it.
    mutating func begin() throws(FormProblem) {
        if body.starts(with: delimiter.dropFirst(2)) {
            position = delimiter.count - 2
        } else {
            guard let first = nextDelimiter() else { throw .malformed }
            position = first + delimiter.count
        }
        try passDelimiterEnd()
    }

    /// The next part; nil after the last.
    mutating func next() throws(FormProblem) -> Part? {
        if isAtEnd { return nil }
        var part = try header()
        guard let end = nextDelimiter() else { throw .malformed }
        part.content = body[position..<end]
        position = end + delimiter.count
        try passDelimiterEnd()
        return part
    }

    /// Behind a boundary stands a line end, or "--" and whatever comes on the lines after it; blanks may stand before either
    /// line end.
    private mutating func passDelimiterEnd() throws(FormProblem) {
        isAtEnd = body[position...].starts(with: "--".utf8)
        if isAtEnd { position += 2 }
        while position < body.count, ASCII.isBlank(body[position]) { position += 1 }
        let rest = body[position...]
        guard rest.starts(with: "\r\n".utf8) || isAtEnd && rest.isEmpty else { throw .malformed }
        position += min(2, rest.count)
    }

    /// Where the next delimiter begins. A part without content has it right behind the empty line.
    private func nextDelimiter() -> Int? {
        let span = body.span
        let last = span.count - delimiter.count
        var start = position
        while start <= last {
            if span[start] == ASCII.carriageReturn && body[start...].starts(with: delimiter) { return start }
            start += 1
        }
        return nil
    }

    private mutating func header() throws(FormProblem) -> Part {
        var part = Part()
        var hasDisposition = false
        for _ in 0...MultipartParts.lineCountLimit {
            let line = try nextLine()
            if line.isEmpty {
                guard hasDisposition else { throw .malformed }
                return part
            }
            guard let colon = line.firstIndex(of: ASCII.colon) else { throw .malformed }
            let name = line[line.startIndex..<colon]
            guard !name.isEmpty, name.allSatisfy(ByteSet.token.contains) else { throw .malformed }
            // A file's name is for show, whatever encoding it is in; a control whose name is no UTF-8 is none of ours.
            let value = String(decoding: ASCII.trimmed(line[(colon + 1)...]), as: UTF8.self)
            if ASCII.equalIgnoringCase(name, "content-disposition".utf8) {
                guard !hasDisposition else { throw .malformed }
                hasDisposition = true
                try readDisposition(value, into: &part)
            } else if ASCII.equalIgnoringCase(name, "content-type".utf8) {
                part.contentType = MediaType(value)?.name ?? ""
            }
        }
        throw .malformed
    }

    private func readDisposition(_ value: String, into part: inout Part) throws(FormProblem) {
        guard let disposition = MediaType(value, quoting: .percent), disposition.name == "form-data",
            let name = disposition.parameters["name"]
        else { throw .malformed }
        part.name = MultipartParts.unescaped(name)
        if let filename = disposition.parameters["filename"] {
            part.isFile = true
            part.filename = MultipartParts.unescaped(filename)
        } else if let filename = disposition.parameters["filename*"] {
            part.isFile = true
            part.filename = MultipartParts.extended(filename)
        }
    }

    /// A name with its encoding before it (RFC 8187), which RFC 7578 forbids and some programs send all the same; empty when it
    /// cannot be read.
    private static func extended(_ text: String) -> String {
        let parts = text.utf8.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, ASCII.equalIgnoringCase(ArraySlice(parts[0]), "utf-8".utf8) else { return "" }
        return PercentEncoding.decode(ArraySlice(parts[2]), plusIsSpace: false) ?? ""
    }

    /// Browsers escape just these three (WHATWG HTML § 4.10.21.8).
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(ASCII.percent) else { return text }
        var bytes: [UInt8] = []
        var rest = ArraySlice(text.utf8)
        while let byte = rest.first {
            if rest.starts(with: "%22".utf8) || rest.starts(with: "%0D".utf8) || rest.starts(with: "%0A".utf8) {
                bytes.append(PercentEncoding.escape(rest, at: rest.startIndex) ?? ASCII.percent)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes up to the next CR LF, which is passed; a bare CR or LF, a control character and a long line are faults.
    private mutating func nextLine() throws(FormProblem) -> ArraySlice<UInt8> {
        let start = position
        while position < body.count, position - start <= MultipartParts.lineLimit {
            let byte = body[position]
            if byte == ASCII.carriageReturn {
                guard position + 1 < body.count, body[position + 1] == ASCII.lineFeed else { throw .malformed }
                position += 2
                return body[start..<(position - 2)]
            }
            guard byte == ASCII.tab || !ASCII.isControl(byte) else { throw .malformed }
            position += 1
        }
        throw .malformed
    }
}
