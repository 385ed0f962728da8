import Encodings

/// A mail address as the site takes one (OTP-4), wherever it takes one.
package struct MailAddress: Sendable, Hashable {
    package let text: String

    /// Bytes, which are characters here.
    static let longest = 256

    /// nil for what OTP-4 refuses.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (3...MailAddress.longest).contains(bytes.count), bytes.allSatisfy(MailAddress.isAllowed),
            bytes.count(where: { $0 == UInt8(ascii: "@") }) == 1, bytes.first != UInt8(ascii: "@"),
            bytes.last != UInt8(ascii: "@"), bytes.last != UInt8(ascii: ".")
        else { return nil }
        self.text = text
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || "-@_.!$%'*+/?^#".utf8.contains(byte)
    }

    /// Enough for its owner to know it, too little for anybody else: `h****@e******.jp`.
    package var masked: String {
        let parts = text.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, let first = parts[0].first, let start = parts[1].first else { return "****" }
        let end = parts[1].lastIndex(of: ".").map { String(parts[1][$0...]) } ?? ""
        return "\(first)****@\(start)****\(end)"
    }
}

extension MailAddress {
    /// What a person typed: full-width letters and the spaces around it are the system's work, all else is OTP-4's.
    package static func read(_ typed: String) -> Result<MailAddress, MailAddressProblems> {
        let text = written(typed)
        if let address = MailAddress(text) { return .success(address) }
        return .failure(MailAddressProblems(all: problems(in: text)))
    }

    /// Every rule that the text breaks.
    static func problems(in text: String) -> [MailAddressProblem] {
        if text.isEmpty { return [.empty] }
        var problems: [MailAddressProblem] = []
        if text.utf8.count > longest { problems.append(.length(text.count)) }
        if !text.utf8.allSatisfy(isAllowed) { problems.append(.otherCharacters) }
        let atSigns = text.utf8.count { $0 == UInt8(ascii: "@") }
        if atSigns == 0 { problems.append(.noAtSign) }
        if atSigns > 1 { problems.append(.manyAtSigns) }
        if text.utf8.first == UInt8(ascii: "@") { problems.append(.startsWithAtSign) }
        if text.utf8.last == UInt8(ascii: "@") { problems.append(.endsWithAtSign) }
        if text.utf8.last == UInt8(ascii: ".") { problems.append(.endsWithPeriod) }
        return problems
    }

    private static func written(_ typed: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in typed.unicodeScalars {
            let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
            scalars.append(isFullWidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
        }
        let text = String(scalars).drop(while: \.isWhitespace)
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0]) } ?? ""
    }
}

/// A part of OTP-4 that a typed mail address breaks.
package enum MailAddressProblem: Sendable, Equatable {
    case empty, otherCharacters, noAtSign, manyAtSigns, startsWithAtSign, endsWithAtSign, endsWithPeriod
    /// In characters.
    case length(Int)
}

/// Every rule that a typed mail address breaks.
package struct MailAddressProblems: Error, Equatable {
    package let all: [MailAddressProblem]
}
