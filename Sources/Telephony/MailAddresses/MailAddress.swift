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
    /// What a person typed or pasted: full-width letters and what stands around an address are the system's work, all else is
    /// OTP-4's.
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

    /// Address books write `mailto:a@b` or `山田 <a@b>`, and put marks round an address that nobody sees.
    private static func written(_ typed: String) -> String {
        var text = PastedText(String(typed.unicodeScalars.filter { $0.properties.generalCategory != .format })).text
        if let open = text.lastIndex(of: "<"), let close = text.lastIndex(of: ">"), open < close,
            text.index(after: close) == text.endIndex
        {
            text = PastedText(String(text[text.index(after: open)..<close])).text
        }
        if text.lowercased().hasPrefix("mailto:") { text = PastedText(String(text.dropFirst("mailto:".count))).text }
        return text
    }
}

extension MailAddress {
    /// What stands behind the at sign.
    package var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }

    /// Whether mail can reach the domain by its form alone (RFC 1035 § 2.3.1, RFC 5321 § 2.3.5): two labels at least, none of them
    /// empty, too long, or with a hyphen at an end. OTP-4 takes others too: they are asked about, not refused.
    package var canReceiveMail: Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { ASCII.isLetterOrDigit($0) || $0 == ASCII.hyphen }
            }
    }

    /// Whether two addresses are one mailbox wherever there is any: the same but for case.
    package func isSameMailbox(as other: MailAddress) -> Bool { text.lowercased() == other.text.lowercased() }
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
