import Telephony

/// Values of the trade that tests write out.
enum Sample {
    static func number(_ digits: String) -> PhoneNumber {
        PhoneNumber(clean: digits) ?? { preconditionFailure("no number: \(digits)") }()
    }

    static func address(_ text: String) -> MailAddress {
        MailAddress(text) ?? { preconditionFailure("no address: \(text)") }()
    }
}
