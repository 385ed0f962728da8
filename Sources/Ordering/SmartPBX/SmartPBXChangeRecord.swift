/// How much a contract has.
package struct SmartPBXSummary: Sendable, Equatable {
    package let plan: NumberPlan
    package let extensions: Int
    package let channels: Channels
    package let hasOfficeLink: Bool

    package init(plan: NumberPlan, extensions: Int, added: Int, hasOfficeLink: Bool = false) {
        (self.plan, self.extensions, self.hasOfficeLink) = (plan, extensions, hasOfficeLink)
        channels = Channels(extensions: extensions, added: added)
    }

    package init(_ content: SmartPBXContent) {
        self.init(
            plan: content.plan, extensions: content.extensions.count, added: content.channels.added,
            hasOfficeLink: content.officeLink != nil)
    }
}

/// What an order has changed, or is to change, as its page and its history tell it.
package struct SmartPBXChangeRecord: Sendable, Equatable {
    package let before: SmartPBXSummary
    /// Without extensions where the contract ends.
    package let after: SmartPBXSummary
    /// Those that come, go, or get another number: the old ones.
    package let extensions: [Extension]
    /// Whose consent オフィスリンククラウド接続機能 begins with, or had; nil where the order is not about it.
    package let officeLink: OfficeLink.Consent?

    /// Of an order that gives all extensions another number: the new one of each.
    package func renamed(_ number: ExtensionNumber) -> ExtensionNumber {
        number.lengthened(.site, by: after.plan.siteDigits - before.plan.siteDigits)
            .lengthened(.device, by: after.plan.deviceDigits - before.plan.deviceDigits)
    }
}
