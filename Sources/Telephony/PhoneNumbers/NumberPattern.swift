import Encodings

/// What a person looks for among numbers: a part of one (`03`), or a whole one with gaps (`03*47`).
package struct NumberPattern: Sendable, Equatable {
    /// Digits and `*`.
    let text: String

    package static let everything = NumberPattern(text: "")

    package var isEverything: Bool { text.isEmpty }

    /// In SQLite's GLOB language, in which `*` stands for any run of characters and digits for themselves.
    package var glob: String { text.contains("*") ? text : "*\(text)*" }

    /// For SQL's LIKE, in which `%` stands for any run of characters and digits for themselves.
    package var like: String { glob.replacing("*", with: "%") }

    private init(text: String) { self.text = text }

    /// Reads what was typed, full-width or with hyphens too; nil when it holds anything but digits and `*`.
    package init?(_ typed: String) {
        guard let writing = NumberWriting(typed), !writing.hasOtherCharacters, !writing.isForeign else { return nil }
        var pattern: [UInt8] = []
        for key in writing.keys {
            let isGap = key == UInt8(ascii: "*")
            guard isGap || ASCII.isDigit(key) else { return nil }
            // One gap says as much as several, and many would make the search slow.
            if isGap, pattern.last == key { continue }
            pattern.append(key)
        }
        self.init(text: String(decoding: pattern, as: UTF8.self))
    }
}
