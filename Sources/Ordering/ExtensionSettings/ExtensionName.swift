import Telephony

/// 氏名 of who uses an extension (SET-5); empty where nobody is named.
package struct ExtensionName: Sendable, Hashable {
    package static let longest = 20

    package enum Problem: Error, Sendable, Equatable {
        case length(Int)
        case characters
    }

    package let text: String

    package static let none = ExtensionName(text: "")

    private init(text: String) { self.text = text }

    package static func read(_ typed: String) -> Result<ExtensionName, Problem> {
        let name = PlainName(typed)
        if name.hasControlCharacters { return .failure(.characters) }
        if name.count > longest { return .failure(.length(name.count)) }
        return .success(ExtensionName(text: name.text))
    }

    /// As `text` has given it.
    package init(stored: String) { text = stored }
}
