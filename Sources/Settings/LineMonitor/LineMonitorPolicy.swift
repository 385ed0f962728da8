/// What an operator may set about test calls, with the defaults of the rules.
package struct LineMonitorPolicy: Sendable {
    /// FAULT-1: from one call of a line to the next.
    package var interval: Duration = .seconds(120)
    /// Test calls at a time: enough for 30,000 dead lines of 100,000, as many as the guard lets through.
    package var callsAtATime = 5_000
    /// FAULT-7: per cent of the lines, more than which must fail at once to hold mails and automatic starts.
    package var guardShare = 30
    /// FAULT-7: fewer failing lines than these never hold anything.
    package var guardLeast = 10

    package init() {}

    var massFailure: MassFailureGuard.Policy { MassFailureGuard.Policy(share: guardShare, least: guardLeast) }
}
