import Encodings
import Shell
import Telephony

/// What a kept form says, for its sender to know it again. Its labels are on a page that is not here: a telephone number in a
/// control's name stands for it, all other values stand alone.
struct KeptFormWords: Sendable {
    struct Entry: Sendable, Equatable {
        /// "" where there is none to show.
        let label: String
        let value: String
    }

    let entries: [Entry]
    /// How many are left out.
    let more: Int

    static let most = 50

    init(_ form: KeptForm, in language: Language) {
        var stored: [String: String] = [:]
        for entry in form.entries { stored[entry.name] = entry.value }
        let all = form.entries.compactMap { entry in KeptFormWords.entry(entry, stored, language) }
        entries = Array(all.prefix(KeptFormWords.most))
        more = all.count - entries.count
    }

    /// nil for what no person has typed: versions, and choices that say something to the program only.
    private static func entry(_ entry: (name: String, value: String), _ stored: [String: String], _ language: Language)
        -> Entry?
    {
        let value = entry.value.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard !entry.name.hasPrefix("version") else { return nil }
        guard let number = PhoneNumber(clean: String(entry.name.drop { !$0.isNumber })) else {
            return value.isEmpty || !isWords(value) ? nil : Entry(label: "", value: display(value))
        }
        guard let shown = shown(of: number, stored) else {
            return value.isEmpty ? nil : Entry(label: number.display, value: display(value))
        }
        // A row that was sent as it had been shown says nothing new.
        if value == shown || PhoneNumber(value)?.digits == shown { return nil }
        return Entry(label: number.display, value: value.isEmpty ? emptied(language) : display(value))
    }

    private static func emptied(_ language: Language) -> String {
        switch language {
        case .japanese: "空欄にする"
        }
    }

    private static func display(_ value: String) -> String { PhoneNumber(clean: value)?.display ?? value }

    /// What a list had shown for a number stands behind its version: 「3-09012345678」.
    private static func shown(of number: PhoneNumber, _ stored: [String: String]) -> String? {
        let parts = stored["version-\(number.digits)"]?.split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let parts, parts.count == 2 else { return nil }
        return String(parts[1])
    }

    /// A word of lower-case English, a token or a count is the value of a button or of a hidden control.
    private static func isWords(_ value: String) -> Bool {
        let isName = value.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
        }
        return !isName && (value.utf8.count > 3 || !value.utf8.allSatisfy(ASCII.isDigit))
    }
}
