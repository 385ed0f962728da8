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

    /// Reads a caller as a call server signals one: the words above, or a number of the network.
    package init(signal text: String) {
        switch TelephoneMenu.Caller(text) {
        case .withheld: self = .withheld
        case .dataConnect: self = .dataConnect
        case .number, .unknown: self = PhoneNumber(signal: text).map(TelephoneMenu.Caller.number) ?? .unknown
        }
    }
}
