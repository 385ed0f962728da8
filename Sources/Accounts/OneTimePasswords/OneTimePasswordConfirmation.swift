import Shell
import Telephony

/// 確認用ID: with 確認用パスワード it proves the right to change the mail address without a one-time password (OTP-3).
struct ConfirmationID: Sendable {
    let text: String

    /// Every rule that the text breaks.
    static func faults(in text: String) -> [Fault] {
        if text.isEmpty { return [.empty] }
        let bytes = Array(text.utf8)
        var faults: [Fault] = []
        if !(8...12).contains(text.count) { faults.append(.length(text.count)) }
        if !bytes.allSatisfy({ Digit.isDigit($0) || isLower($0) || isUpper($0) }) { faults.append(.otherCharacters) }
        if bytes.allSatisfy(Digit.isDigit) { faults.append(.digitsOnly) }
        if bytes.allSatisfy(isUpper) { faults.append(.upperCaseOnly) }
        if bytes.allSatisfy(isLower) { faults.append(.lowerCaseOnly) }
        return faults
    }

    init?(_ text: String) {
        guard ConfirmationID.faults(in: text).isEmpty else { return nil }
        self.text = text
    }

    /// As it is stored: nobody finds it out from the database alone.
    static func hash(_ text: String, of number: PhoneNumber, _ key: ServerKey) -> [UInt8] {
        key.derive("confirmation id", Array("\(number.digits) \(text)".utf8))
    }

    private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

    enum Fault: Sendable, Equatable {
        case empty, otherCharacters, digitsOnly, upperCaseOnly, lowerCaseOnly
        case length(Int)

        func sentence(naming label: String) -> String {
            switch self {
            case .empty: "\(label)を入力してください。"
            case .length(let count): "\(label)は8文字以上12文字以内で入力してください（現在\(count)文字）。"
            case .otherCharacters: "\(label)は半角の英字と数字だけで入力してください。"
            case .digitsOnly: "\(label)には英字も入れてください（数字のみの設定はできません）。"
            case .upperCaseOnly: "\(label)には英字の小文字か数字も入れてください（英字大文字のみの設定はできません）。"
            case .lowerCaseOnly: "\(label)には英字の大文字か数字も入れてください（英字小文字のみの設定はできません）。"
            }
        }
    }
}

/// 確認用パスワード that keeps every rule (OTP-3, PW-2, PW-3).
struct ConfirmationPassword: Sendable {
    let text: String

    /// The sentences of every rule that the text breaks; `current` is what it must not be, and what the page calls that.
    static func faults(
        in text: String, naming label: String, current: (label: String, text: String)? = nil,
        isNumberOfContract: (PhoneNumber) -> Bool
    ) -> [String] {
        var sentences = Passwords.problems(in: text, current: nil, isNumberOfContract: isNumberOfContract)
            .map { $0.sentence(naming: label, in: .japanese) }
        if let current, !text.isEmpty, current.text == text {
            sentences.append("\(label)は、\(current.label)と違うものを入力してください。")
        }
        let hasDigit = text.utf8.contains(where: Digit.isDigit)
        if !text.isEmpty, !hasDigit { sentences.append("\(label)には数字も入れてください（英字のみの設定はできません）。") }
        return sentences
    }

    init?(_ text: String, isNumberOfContract: (PhoneNumber) -> Bool) {
        guard ConfirmationPassword.faults(in: text, naming: "", isNumberOfContract: isNumberOfContract).isEmpty else {
            return nil
        }
        self.text = text
    }
}

extension ConfirmationPassword: CustomStringConvertible, CustomReflectable {
    var description: String { "ConfirmationPassword" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension ConfirmationID: CustomStringConvertible, CustomReflectable {
    var description: String { "ConfirmationID" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
