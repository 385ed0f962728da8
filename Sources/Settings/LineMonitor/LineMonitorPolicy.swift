package import Telephony

/// What an operator may set about test calls, with the defaults of the rules.
package struct LineMonitorPolicy: Sendable {
    /// FAULT-1: from one call of a line to the next.
    package var interval: Duration = .seconds(120)
    /// FAULT-1: how long a call of a round waits for a telling answer.
    package var patience: Duration = .seconds(20)
    /// FAULT-11: how long a call waits that confirms a failure.
    package var confirmingPatience: Duration = .seconds(8)
    /// FAULT-11: so many confirming calls, and calls of a district, begin in a second at most, beside the rounds.
    package var confirmingCallsASecond = 300
    /// Test calls at a time: enough for 30,000 dead lines of 100,000, as many as the guard lets through.
    package var callsAtATime = 5_000
    /// FAULT-7: per cent of the lines, more than which must fail at once to hold mails and automatic starts.
    package var guardShare = 30
    /// FAULT-7: fewer failing lines than these never hold anything.
    package var guardLeast = 10
    /// FAULT-7: numbers of the operator at other places, asked whether the fault is ours.
    package var referenceNumbers: [PhoneNumber] = []

    package init() {}

    /// The next call of a line is not to find this one still going on.
    var roundPatience: Duration { min(patience, max(interval - .seconds(1), .seconds(1))) }
    var shortPatience: Duration { min(confirmingPatience, roundPatience) }

    var massFailure: MassFailureGuard.Policy {
        MassFailureGuard.Policy(share: guardShare, least: guardLeast, hasReferences: !referenceNumbers.isEmpty)
    }
}
