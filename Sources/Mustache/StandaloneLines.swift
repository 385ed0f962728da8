/// Finds the tags that stand alone on their lines, so that those lines leave no trace.
///
/// A tag alone between white space and a newline (or an end of the source) is standalone. Inheritance is a little
/// wider: a parent counts as one unit from its opening to its closing tag, and the tags of parents and blocks may
/// share a line.
struct StandaloneLines {
    private let source: [UInt8]
    private var tokens: [TemplateToken]

    /// `tokens` with `isStandalone` set where it holds. Opening and closing tags must have found their partners.
    static func mark(_ tokens: [TemplateToken], source: [UInt8]) -> [TemplateToken] {
        var lines = StandaloneLines(source: source, tokens: tokens)
        for index in tokens.indices { lines.mark(index) }
        return lines.tokens
    }

    private mutating func mark(_ index: Int) {
        switch tokens[index].kind {
        case .text, .value, .unescapedValue:
            return
        case .parent:
            let end = tokens[index].partner
            if isClear(before: index), isClear(after: end) || isClear(after: index) {
                markLine(before: index, after: index)
                if isClear(after: end) { markLine(before: end, after: end) }
            }
        case .block:
            let passes: (TemplateToken) -> Bool = { $0.opensInheritance }
            if isClear(after: index), isClear(before: index, passing: passes) {
                markLine(before: index, after: index)
            }
        case .close where tokens[tokens[index].partner].kind == .block:
            markBlockEnd(index)
        case .section, .invertedSection, .close, .partial, .silent:
            if isClear(before: index), isClear(after: index) { markLine(before: index, after: index) }
        }
    }

    /// A block's end shares its line with other ends at most, and not with its own beginning.
    private mutating func markBlockEnd(_ index: Int) {
        guard tokens[tokens[index].partner].line != tokens[index].line else { return }
        let endsInheritance: (TemplateToken) -> Bool = { [tokens] token in
            token.kind == .close && tokens[token.partner].opensInheritance
        }
        if isClear(before: index, passing: endsInheritance), isClear(after: index, passing: endsInheritance) {
            markLine(before: index, after: index)
        }
    }

    /// Marks the tag and the white space beside it.
    private mutating func markLine(before first: Int, after last: Int) {
        tokens[first].isStandalone = true
        tokens[last].isStandalone = true
        if !tokens[first].startsLine, tokens[first - 1].startsLine, isBlank(first - 1) {
            tokens[first - 1].isStandalone = true
        }
        if last + 1 < tokens.count, !tokens[last + 1].startsLine, isBlank(last + 1) {
            tokens[last + 1].isStandalone = true
        }
    }

    /// Only white space, and tags that `passing` lets through, between the start of the line and the tag.
    private func isClear(before index: Int, passing: (TemplateToken) -> Bool = { _ in false }) -> Bool {
        var place = index
        while !tokens[place].startsLine {
            place -= 1
            guard isBlank(place) || passing(tokens[place]) else { return false }
        }
        return true
    }

    /// The same between the tag and the end of its line.
    private func isClear(after index: Int, passing: (TemplateToken) -> Bool = { _ in false }) -> Bool {
        var place = index + 1
        while place < tokens.count, !tokens[place].startsLine {
            guard isBlank(place) || passing(tokens[place]) else { return false }
            place += 1
        }
        return true
    }

    private func isBlank(_ index: Int) -> Bool {
        tokens[index].kind == .text && source[tokens[index].text].allSatisfy(TemplateScanner.isWhiteSpace)
    }
}
