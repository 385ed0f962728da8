import Telephony

/// The 32 signs that nobody takes for one another, for what people copy from a page or from paper: no 0 O, no 1 I.
package enum UnambiguousSigns {
    package static let all = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)

    /// So many signs of five random bits each.
    package static func text(_ count: Int, random: (Int) -> [UInt8]) -> String {
        String(decoding: random(count).map { all[Int($0) % all.count] }, as: UTF8.self)
    }

    /// What a person typed, as `text` writes it: case, width, hyphens and blanks are the system's work. Nil when it cannot be so many signs.
    package static func read(_ typed: String, _ count: Int) -> String? {
        let signs = PastedText(typed).text.uppercased().unicodeScalars
            .filter { !$0.properties.isWhitespace && $0.properties.generalCategory != .dashPunctuation }
            .map { UInt8(exactly: $0.value) ?? 0 }
        guard signs.count == count, signs.allSatisfy(all.contains) else { return nil }
        return String(decoding: signs, as: UTF8.self)
    }
}
