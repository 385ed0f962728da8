import Encodings

/// What a person typed for a telephone number, with everything that is only writing taken out (NUM-1): full-width digits become
/// half-width; hyphens and all that looks like them, spaces, points, slashes, parentheses, invisible marks and a word like "TEL:" in
/// front are dropped (NUM-7); +81 becomes 0.
package struct NumberWriting {
    /// The keys somebody would press: digits, `*` and `#`.
    package private(set) var keys: [UInt8] = []
    /// A country code other than Japan's was given with `+`.
    private(set) var isForeign = false
    /// A letter, or another character that no telephone number is written with.
    private(set) var hasOtherCharacters = false

    /// Longer texts are no numbers, and are not looked at further.
    static let limit = 100

    package var isPlainNumber: Bool {
        !isForeign && !hasOtherCharacters && keys.allSatisfy(ASCII.isDigit)
    }

    /// nil only when the text is longer than any way of writing a number.
    package init?(_ text: String) {
        guard text.utf8.count <= NumberWriting.limit * 3 else { return nil }
        keys.reserveCapacity(16)
        var hasPlus = false
        for scalar in NumberWriting.withoutWord(text).unicodeScalars {
            switch NumberWriting.meaning(of: scalar) {
            case .key(let key): keys.append(key)
            case .plus where keys.isEmpty && !hasPlus: hasPlus = true
            case .writing: continue
            case .plus, .other: hasOtherCharacters = true
            }
        }
        if hasPlus { readCountryCode() }
        if NumberWriting.isDecimal(text) { hasOtherCharacters = true }
    }

    /// +81 3 1234 5678 and the common miswriting +81 (0)3 1234 5678 are the same number.
    private mutating func readCountryCode() {
        guard keys.starts(with: "81".utf8) else {
            isForeign = true
            return
        }
        keys.removeFirst(2)
        if keys.first != ASCII.zero { keys.insert(ASCII.zero, at: 0) }
    }

    /// `tel:03…`, 「電話番号：03…」.
    private static func withoutWord(_ text: String) -> Substring {
        let whole = text[...].drop { $0.isWhitespace || $0.unicodeScalars.allSatisfy { isBracket($0.foldingWidth) } }
        guard let first = whole.unicodeScalars.first, !("0"..."9").contains(first), first != "+" else {
            return text[...]
        }
        let folded = String(whole).foldingWidth.lowercased()
        for word in words where folded.hasPrefix(word) {
            return whole.dropFirst(word.count).drop { $0 == ":" || $0 == "：" || $0 == "." || $0.isWhitespace }
        }
        return text[...]
    }

    /// The longer before those that they begin with.
    private static let words = ["telephone", "phone", "tel", "電話番号", "電話", "℡", "☎", "📞", "携帯"]

    /// `312340001.0`: a spreadsheet's point is no separator, and what stands behind it no digits of the number.
    private static func isDecimal(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, let last = parts.last else { return false }
        let fraction = last.filter { $0 != UInt8(ascii: " ") }
        return (1...2).contains(fraction.count) && fraction.allSatisfy { $0 == ASCII.zero }
    }

    private enum Meaning {
        case key(UInt8), plus, writing, other
    }

    private static func meaning(of scalar: Unicode.Scalar) -> Meaning {
        let scalar = scalar.foldingWidth
        return switch scalar {
        case "0"..."9", "*", "#": .key(UInt8(truncatingIfNeeded: scalar.value))
        case "+": .plus
        case _ where isHyphen(scalar) || isSpace(scalar) || isBracket(scalar): .writing
        default: .other
        }
    }

    private static func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "~", ".", "/", "_", "・", "･", "·", "\u{00AD}", "\u{02D7}", "\u{2022}", "\u{2027}",
            "\u{2044}", "\u{2215}", "\u{2219}", "\u{22C5}", "\u{2796}", "\u{2010}"..."\u{2015}", "\u{2043}",
            "\u{2212}", "\u{2500}", "\u{2501}":
            true
        case "\u{301C}", "\u{3030}", "\u{30A0}", "ー", "\u{FE58}", "\u{FE63}", "ｰ": true
        default: scalar.properties.generalCategory == .dashPunctuation
        }
    }

    /// Includes the invisible direction marks that address books put round a copied number, and the apostrophe that keeps the
    /// leading 0 in a spreadsheet cell.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\r", "\n", "\u{00A0}", "\u{2000}"..."\u{200F}", "\u{202A}"..."\u{202F}", "\u{205F}": true
        case "\u{2060}", "\u{2066}"..."\u{2069}", "\u{3000}", "\u{FEFF}", "'", "\u{2019}": true
        default: false
        }
    }

    private static func isBracket(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(", ")", "[", "]", "〔", "〕": true
        default: false
        }
    }
}
