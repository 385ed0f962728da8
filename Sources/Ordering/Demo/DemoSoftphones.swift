import Exchange

/// The softphones of a demonstration: some extensions have one that registers by itself, as an app on a telephone would.
package protocol DemoSoftphones: Sendable {
    /// Where extensions are registered now, by their user IDs.
    func registered() async throws -> [DemoSoftphone]
    /// Places a call that rings for a moment; nil where nobody is known by that number.
    func call(_ question: ExtensionCallQuestion) async throws -> DemoSoftphoneCall?
}

package struct DemoSoftphone: Sendable, Hashable {
    package let user: UserID
    /// A SIP address.
    package let contact: String

    package init(_ user: UserID, contact: String) { (self.user, self.contact) = (user, contact) }
}

/// What became of a call.
package struct DemoSoftphoneCall: Sendable {
    package let decision: ExtensionCallDecision
    /// The addresses that were called, and whether it rang there.
    package let calls: [Ring]

    package struct Ring: Sendable, Hashable {
        package let contact: String
        package let hasRung: Bool
        package let milliseconds: Int

        package init(_ contact: String, hasRung: Bool, milliseconds: Int) {
            (self.contact, self.hasRung, self.milliseconds) = (contact, hasRung, milliseconds)
        }
    }

    package init(_ decision: ExtensionCallDecision, calls: [Ring]) { (self.decision, self.calls) = (decision, calls) }
}
