internal import Encodings

/// Words of any language in a header: encoded words of RFC 2047, in UTF-8 and base64.
enum EncodedWord {
    /// An encoded word may have 75 characters, 12 of which are `=?UTF-8?B?` and `?=`. With 39 bytes it has 64, and the
    /// first one fits beside the header's name.
    private static let mostBytes = 39

    /// The words to stand side by side, parted by spaces or folds, which readers take out again. No character is cut in
    /// two (RFC 2047 § 5), nor what people see as one, where it fits.
    static func all(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var held: [UInt8] = []
        func end() {
            guard !held.isEmpty else { return }
            words.append(Array("=?UTF-8?B?".utf8) + Base64.encode(held) + Array("?=".utf8))
            held = []
        }
        for character in text {
            if held.count + character.utf8.count > mostBytes { end() }
            for scalar in character.unicodeScalars {
                let bytes = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
                if held.count + bytes.count > mostBytes { end() }
                held += bytes
            }
        }
        end()
        return words
    }
}
