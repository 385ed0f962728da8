import Telephony

/// Text as it is compared: full-width letters and digits are half-width, capitals small, and hyphens and spaces, with which a
/// number can be written in many ways, are left out.
enum HistoryText {
    static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            let scalar = scalar.foldingWidth
            switch scalar {
            case "!"..."~": append(UInt8(truncatingIfNeeded: scalar.value), to: &bytes)
            case " ", "\t", "\u{3000}", "\u{00A0}", "\u{2010}"..."\u{2015}", "\u{2212}", "\u{30FC}", "\u{FF70}":
                continue
            default: bytes += String(scalar).utf8
            }
        }
        return bytes
    }

    /// Each of what was typed with spaces between.
    static func words(_ typed: String) -> [[UInt8]] {
        typed.split(whereSeparator: \.isWhitespace).map { folded(String($0)) }.filter { !$0.isEmpty }
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "~"): return
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
        default: bytes.append(byte)
        }
    }

    static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
        guard let first = word.first, text.count >= word.count else { return word.isEmpty }
        for place in 0...(text.count - word.count) where text[place] == first {
            if text[place..<place + word.count].elementsEqual(word) { return true }
        }
        return false
    }
}
