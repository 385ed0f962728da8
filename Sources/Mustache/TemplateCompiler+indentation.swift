// Indentation. A block written on lines of its own loses the indentation its lines share, and gets that of the
// place where it is put.
extension TemplateCompiler {
    /// The white space between the start of the line and a tag; empty when something else stands there.
    func whiteSpace(before index: Int) -> Range<Int> {
        guard !tokens[index].startsLine, tokens[index - 1].kind == .text, tokens[index - 1].startsLine else {
            return 0..<0
        }
        let text = tokens[index - 1].text
        return source[text].allSatisfy(TemplateScanner.isWhiteSpace) ? text : 0..<0
    }

    /// What the lines between a block's tags have in common at their starts; nil when they are all blank.
    func indentation(inside index: Int) -> Range<Int>? {
        var common: Range<Int>?
        for line in tokens.indices[index + 1..<tokens[index].partner] where tokens[line].startsLine {
            guard let found = indentation(ofLineAt: line, before: tokens[index].partner) else { continue }
            guard let known = common else {
                common = found
                continue
            }
            let length = zip(source[known], source[found]).prefix { $0 == $1 }.count
            common = known.lowerBound..<known.lowerBound + length
        }
        return common
    }

    /// Nil for blank lines and for the line of the closing tag.
    private func indentation(ofLineAt line: Int, before close: Int) -> Range<Int>? {
        let text = tokens[line].text
        guard tokens[line].kind == .text else { return text }
        let count = source[text].prefix(while: TemplateScanner.isWhiteSpace).count
        if count < text.count { return text.lowerBound..<text.lowerBound + count }
        let isWhole = source[text].last == UInt8(ascii: "\n") || line + 1 == tokens.count
        if isWhole || (line + 1 == close && tokens[close].isStandalone) { return nil }
        return text
    }

    /// Moves the start of every line between a block's tags to the right by what they share.
    mutating func takeIndentation(inside index: Int) {
        guard let shared = indentation(inside: index)?.count, shared > 0 else { return }
        for line in tokens.indices[index + 1..<tokens[index].partner] where tokens[line].startsLine {
            let text = tokens[line].text
            guard tokens[line].kind == .text else { continue }
            let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let count = source[text].prefix(shared).prefix(while: isSpace).count
            tokens[line].text = text.lowerBound + count..<text.upperBound
        }
    }
}
