import Encodings
import Telephony

extension TelephoneMenu.Caller {
    /// Reads a caller as people write one: a number, or a word for why there is none. What is neither is an unknown caller, so
    /// that nothing that comes in as a caller is trusted by mistake.
    package init(_ text: String) {
        switch text.lowercased() {
        case "", "anonymous", "withheld", "restricted": self = .withheld
        case "dataconnect": self = .dataConnect
        default: self = PhoneNumber(text).map(TelephoneMenu.Caller.number) ?? .unknown
        }
    }

    /// Reads a caller as a call server signals one: the words above, or digits, which may begin with +81 or 81 (NUM-7) and have
    /// hyphens. Nothing else is mended.
    package init(signal text: String) {
        let digits = text.filter { $0 != "-" }
        // No number within Japan begins with 8: 81 and nine or ten digits is the country's code.
        let isAbroad = digits.hasPrefix("81") && (11...12).contains(digits.utf8.count)
        let caller = TelephoneMenu.Caller(isAbroad ? "+" + digits : text)
        guard case .number = caller,
            !digits.utf8.allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: "+") })
        else {
            self = caller
            return
        }
        self = .unknown
    }
}
