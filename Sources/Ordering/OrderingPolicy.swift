import Accounts
package import Telephony

/// What an operator may set about the ordering site; each part stands beside its rule.
package struct OrderingPolicy: Sendable {
    /// AUTH-11.
    package var signInAttemptsPerMinute = SignInThrottle.usualAttemptsPerMinute
    /// Mails, sales channel, the operator's alarm.
    package var orders = OrderPolicy()
    /// VOICE-9, 10: how long numbers wait.
    package var numbers = NumberPolicy()
    /// RIGHT-2: for the pages on which contracts are set up.
    package var rights = RightsPolicy()
    /// SET-5: where devices register, as people set it in them: a host, and a port if it is not the usual one. Nil: nowhere yet.
    package var sipServer: String?
    /// NUM-5: where 不在時動作 may lead.
    package var destinations = Destination.Policy()
    /// SET-1: so long after 工事完了 a new contract can be set up; the guide's is an hour.
    package var settingsDelay = Duration.zero
    /// DATED-4, VOICE-2.
    package var dated = DatedPolicy()
    /// PBX-12.
    package var lock = ContractLock.whole

    package init() {}
}
