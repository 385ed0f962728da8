internal import Encodings

/// A server's answer: a code of three digits and lines of text (RFC 5321 § 4.2).
struct SMTPReply: Equatable {
    /// 200 to 599.
    let code: Int
    /// The texts of the lines, as they came.
    let lines: [[UInt8]]

    /// 2yz: done.
    var isPositive: Bool { code / 100 == 2 }
    /// 5yz: never in this form.
    var isPermanent: Bool { code / 100 == 5 }

    /// For the operator: code and text in printable ASCII, cut to a bearable length. Where the text repeats any of what
    /// must not be seen it is left out.
    func summary(hiding secrets: [[UInt8]] = []) -> String {
        let joined = lines.joined(separator: [UInt8(ascii: " ")])
        let text = Array(joined.prefix(Self.longestRead))
        let isSafe = !secrets.contains { Self.contains($0, in: text) }
        guard isSafe else { return "\(code) (text withheld)" }
        let shown = text.prefix(Self.longestShown).map { (32...126).contains($0) ? $0 : UInt8(ascii: "?") }
        let words = String(decoding: shown, as: UTF8.self)
        return words.isEmpty ? "\(code)" : "\(code) \(words)\(text.count > Self.longestShown ? "..." : "")"
    }

    private static let longestShown = 240
    private static let longestRead = 4096

    private static func contains(_ part: [UInt8], in whole: [UInt8]) -> Bool {
        guard !part.isEmpty, part.count <= whole.count else { return false }
        return (0...(whole.count - part.count)).contains { whole[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
