package import Accounts
package import Telephony

/// What an operator may set about the settings site; each part stands beside its rule.
package struct SettingsPolicy: Sendable {
    package var accounts = AccountPolicy()
    /// NUM-3 to NUM-5.
    package var destinations = Destination.Policy()
    /// Test calls (FAULT).
    package var monitor = LineMonitorPolicy()
    /// The number that test calls come from; nil where there is none.
    package var testCallNumber: PhoneNumber?
    /// Who is told of what they find, and how.
    package var faultNotification = FaultNotificationPolicy()
    /// WARP-3.
    package var voiceWarp = VoiceWarpPolicy()
    /// FAX-1, FAX-2.
    package var faxMail = FaxMailPolicy()

    package init() {}
}
