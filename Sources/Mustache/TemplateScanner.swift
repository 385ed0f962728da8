/// Cuts the source of one template into tokens.
struct TemplateScanner {
    private let source: [UInt8]
    private let template: String
    private var position = 0
    private var line = 1
    private var startsLine = true
    private var opening = Array("{{".utf8)
    private var closing = Array("}}".utf8)
    private var tokens: [TemplateToken] = []

    init(source: [UInt8], template: String) {
        self.source = source
        self.template = template
    }

    /// All tokens in order.
    mutating func scan() throws(TemplateError) -> [TemplateToken] {
        while let tag = find(opening, from: position) {
            addText(to: tag)
            try addTag()
        }
        addText(to: source.count)
        return tokens
    }

    /// Text up to `end`, a token a line.
    private mutating func addText(to end: Int) {
        while position < end {
            var stop = position
            while stop < end, source[stop] != UInt8(ascii: "\n") { stop += 1 }
            let hasNewline = stop < end
            if hasNewline { stop += 1 }
            add(.text, text: position..<stop)
            position = stop
            if hasNewline {
                line += 1
                startsLine = true
            }
        }
    }

    private mutating func addTag() throws(TemplateError) {
        let start = position + opening.count
        let sigil = start < source.count ? source[start] : 0
        switch sigil {
        case UInt8(ascii: "!"):
            let end = try end(of: closing, from: start + 1)
            finish(.silent, name: "", at: end, closing.count)
        case UInt8(ascii: "="):
            let end = try end(of: [UInt8(ascii: "=")] + closing, from: start + 1)
            let length = closing.count + 1
            try setDelimiters(to: start + 1..<end)
            finish(.silent, name: "", at: end, length)
        case UInt8(ascii: "{"):
            let end = try end(of: [UInt8(ascii: "}")] + closing, from: start + 1)
            finish(.unescapedValue, name: try name(in: start + 1..<end), at: end, closing.count + 1)
        default:
            let end = try end(of: closing, from: start)
            let (kind, nameStart) = kind(in: start..<end)
            finish(kind, name: try name(in: nameStart..<end), at: end, closing.count)
        }
    }

    /// What a tag is by the first character inside it, and where its name begins.
    private func kind(in range: Range<Int>) -> (TemplateToken.Kind, Int) {
        var start = range.lowerBound
        while start < range.upperBound, Self.isWhiteSpace(source[start]) { start += 1 }
        guard start < range.upperBound else { return (.value, start) }
        let kind: TemplateToken.Kind
        switch source[start] {
        case UInt8(ascii: "#"): kind = .section
        case UInt8(ascii: "^"): kind = .invertedSection
        case UInt8(ascii: "/"): kind = .close
        case UInt8(ascii: ">"): kind = .partial
        case UInt8(ascii: "<"): kind = .parent
        case UInt8(ascii: "$"): kind = .block
        case UInt8(ascii: "&"): kind = .unescapedValue
        default: return (.value, start)
        }
        return (kind, start + 1)
    }

    private func name(in range: Range<Int>) throws(TemplateError) -> String {
        let words = words(in: range)
        guard words.count == 1 else { throw .malformedName(template: template, line: line) }
        return String(decoding: words[0], as: UTF8.self)
    }

    private mutating func setDelimiters(to range: Range<Int>) throws(TemplateError) {
        let words = words(in: range)
        guard words.count == 2, !words.contains(where: { $0.contains(UInt8(ascii: "=")) }) else {
            throw .malformedDelimiters(template: template, line: line)
        }
        opening = Array(words[0])
        closing = Array(words[1])
    }

    private mutating func finish(_ kind: TemplateToken.Kind, name: String, at end: Int, _ closingLength: Int) {
        add(kind, text: position..<position, name: name)
        line += source[position..<end].count { $0 == UInt8(ascii: "\n") }
        position = end + closingLength
    }

    private mutating func add(_ kind: TemplateToken.Kind, text: Range<Int>, name: String = "") {
        tokens.append(TemplateToken(kind: kind, text: text, name: name, line: line, startsLine: startsLine))
        startsLine = false
    }

    private func words(in range: Range<Int>) -> [ArraySlice<UInt8>] {
        source[range].split(whereSeparator: Self.isWhiteSpace)
    }

    private func end(of delimiter: [UInt8], from start: Int) throws(TemplateError) -> Int {
        guard let end = find(delimiter, from: start) else {
            throw .unclosedTag(template: template, line: line)
        }
        return end
    }

    private func find(_ wanted: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + wanted.count <= source.count {
            if source[index] == wanted[0], source[index..<index + wanted.count].elementsEqual(wanted) { return index }
            index += 1
        }
        return nil
    }

    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
    }
}
