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

    /// Reads a caller as a call server signals one: the words above, or digits, which may begin with +81. Nothing is mended.
    package init(signal text: String) {
        let caller = TelephoneMenu.Caller(text)
        guard case .number = caller, !text.utf8.allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: "+") }) else {
            self = caller
            return
        }
        self = .unknown
    }
}
