import Telephony

/// What a line of the audit trail means for calls: every change of a setting writes one in its own transaction, whichever program makes it.
enum CallChange: Hashable {
    /// Nothing in force for a call has changed.
    case nothing
    /// What is set for one number.
    case number(PhoneNumber)
    /// What the contract has as a whole; its numbers are as they were.
    case line
    /// Anything of the contract.
    case contract

    /// Events of features that calls do not ask, by what they begin with. One that is forgotten here costs a look into the database; one
    /// that calls do ask must never stand here.
    private static let elsewhere = [
        "sign-in", "sign-out", "session.", "request.", "password", "one-time-password.", "authentication-unit",
        "telephone-menu.", "telephone-pin.", "fault-notification.", "mail.", "monitor-guard.",
        "incoming-call-mail.", "fax-mail.",
    ]

    init(event: String, subject: String) {
        switch event {
        case "bulk-forwarding.start", "bulk-forwarding.stop": self = .line
        case "bulk-forwarding.destination": self = PhoneNumber(clean: subject).map(CallChange.number) ?? .contract
        case _ where event.hasPrefix("voice-warp."):
            self = PhoneNumber(clean: subject).map(CallChange.number) ?? .contract
        default: self = Self.elsewhere.contains(where: event.hasPrefix) ? .nothing : .contract
        }
    }
}
