extension TelephoneMenu.Caller {
    /// Reads a caller as networks and call servers name one: a number, or a word for why there is none. What is neither is
    /// an unknown caller, so that nothing that comes in as a caller is trusted by mistake.
    public init(_ text: String) {
        switch text.lowercased() {
        case "", "anonymous", "withheld", "restricted": self = .withheld
        case "dataconnect": self = .dataConnect
        default: self = PhoneNumber(text).map(TelephoneMenu.Caller.number) ?? .unknown
        }
    }
}
