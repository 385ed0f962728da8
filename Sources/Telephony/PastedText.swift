import Encodings

/// What somebody typed or pasted where a password, code or id is asked for, as it is compared (AUTH-14): full-width letters and digits
/// are half-width, and what white space and invisible marks a mail or a table has brought along around it are gone.
package struct PastedText: Sendable {
    package let text: String

    package init(_ typed: String) {
        let folded = typed.foldingWidth.unicodeScalars
        let start = folded.firstIndex { !Self.isAround($0) } ?? folded.endIndex
        let end = folded.lastIndex { !Self.isAround($0) }.map(folded.index(after:)) ?? start
        text = String(folded[start..<max(start, end)])
    }

    private static func isAround(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
            || scalar.properties.generalCategory == .control
    }

    /// A whole number, as people type how many of something they want: digits and nothing else. A sign before it is no part of one: of
    /// "-1" nobody is given one.
    package var count: Int? {
        guard (1...Self.longestCount).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit) else { return nil }
        return Int(text)
    }

    private static let longestCount = 6

    /// The digits, where there is nothing else but blanks and hyphens between them: `1357 2468`.
    package var digits: String? {
        guard let writing = NumberWriting(text), writing.isPlainNumber, !writing.keys.isEmpty,
            text.unicodeScalars.allSatisfy({
                ("0"..."9").contains($0) || $0.properties.isWhitespace
                    || $0.properties.generalCategory == .dashPunctuation
            })
        else { return nil }
        return String(decoding: writing.keys, as: UTF8.self)
    }

    /// The only run of so many digits in it: a code with the sentence around it.
    package func onlyRun(of count: Int) -> String? {
        let runs = text.utf8.split { !ASCII.isDigit($0) }.filter { $0.count == count }
        return runs.count == 1 ? runs.first.map { String(decoding: Array($0), as: UTF8.self) } : nil
    }
}
