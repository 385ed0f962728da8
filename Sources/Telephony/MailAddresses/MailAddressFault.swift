/// A part of OTP-4 that a typed mail address breaks.
package enum MailAddressFault: Error, Sendable, Equatable {
    case empty, otherCharacters, noAtSign, manyAtSigns, startsWithAtSign, endsWithAtSign, endsWithPeriod
    case length(Int)

    package func sentence(naming label: String) -> String {
        switch self {
        case .empty: "\(label)を入力してください。"
        case .length(let count): "\(label)は半角256文字以内で入力してください（現在\(count)文字）。"
        case .otherCharacters: "\(label)は半角の英数字と記号（- _ . ! $ % ' * + / ? ^ # @）だけで入力してください。"
        case .noAtSign: "\(label)に「@」が入っていません。例：hikari@example.jp"
        case .manyAtSigns: "\(label)の「@」は1つだけにしてください。"
        case .startsWithAtSign: "\(label)は「@」で始められません。「@」の前も入力してください。"
        case .endsWithAtSign: "\(label)は「@」で終われません。「@」の後ろも入力してください。"
        case .endsWithPeriod: "\(label)は「.」で終われません。最後の「.」を消してください。"
        }
    }
}

extension MailAddress {
    /// What a person typed: full-width letters and the spaces around it are the system's work, all else is OTP-4's.
    package static func read(_ typed: String) -> Result<MailAddress, MailAddressFaults> {
        let text = written(typed)
        if let address = MailAddress(text) { return .success(address) }
        return .failure(MailAddressFaults(all: faults(in: text)))
    }

    /// Every rule that the text breaks.
    static func faults(in text: String) -> [MailAddressFault] {
        if text.isEmpty { return [.empty] }
        var faults: [MailAddressFault] = []
        if text.utf8.count > longest { faults.append(.length(text.count)) }
        if !text.utf8.allSatisfy(isAllowed) { faults.append(.otherCharacters) }
        let atSigns = text.utf8.count { $0 == UInt8(ascii: "@") }
        if atSigns == 0 { faults.append(.noAtSign) }
        if atSigns > 1 { faults.append(.manyAtSigns) }
        if text.utf8.first == UInt8(ascii: "@") { faults.append(.startsWithAtSign) }
        if text.utf8.last == UInt8(ascii: "@") { faults.append(.endsWithAtSign) }
        if text.utf8.last == UInt8(ascii: ".") { faults.append(.endsWithPeriod) }
        return faults
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

package struct MailAddressFaults: Error, Equatable {
    package let all: [MailAddressFault]
}
