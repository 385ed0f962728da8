package import Telephony

/// What became of a call, as the call server tells it afterwards (CALL-4).
package struct CallResult: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        case answered, noAnswer, busy
        case forwarded(to: PhoneNumber)
    }

    package let called: PhoneNumber
    package let caller: Caller
    package let at: Moment
    package let outcome: Outcome
    /// The line monitor's own: nobody is told of it (FAULT-9).
    package let isTest: Bool

    package init(
        called: PhoneNumber, caller: Caller, at: Moment, outcome: Outcome, isTest: Bool = false
    ) {
        self.called = called
        self.caller = caller
        self.at = at
        self.outcome = outcome
        self.isTest = isTest
    }
}
