/// A name that people give to something: half-width kana become full-width ones, spaces around it go.
package struct PlainName: Sendable, Equatable {
    package let text: String

    package init(_ typed: String) {
        let text = KanaWidth.full(typed).drop(while: \.isWhitespace)
        self.text = text.lastIndex { !$0.isWhitespace }.map { String(text[...$0]) } ?? ""
    }

    /// In characters; one that is heaped up of very many marks counts as many.
    package var count: Int { max(text.count, text.utf8.count / 16) }

    package var hasControlCharacters: Bool { text.unicodeScalars.contains(where: PlainName.isControl) }

    /// Characters that would break a line, or turn its direction, wherever they are printed.
    package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }
}
