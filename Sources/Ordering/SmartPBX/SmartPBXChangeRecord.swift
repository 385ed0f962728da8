/// How much a contract has.
package struct SmartPBXSummary: Sendable, Equatable {
    package let plan: NumberPlan
    package let extensions: Int
    package let channels: Channels

    package init(plan: NumberPlan, extensions: Int, added: Int) {
        (self.plan, self.extensions) = (plan, extensions)
        channels = Channels(extensions: extensions, added: added)
    }

    package init(_ content: SmartPBXContent) {
        self.init(plan: content.plan, extensions: content.extensions.count, added: content.channels.added)
    }
}

/// What an order has changed, or is to change, as its page and its history tell it.
package struct SmartPBXChangeRecord: Sendable, Equatable {
    package let before: SmartPBXSummary
    /// Without extensions where the contract ends.
    package let after: SmartPBXSummary
    /// Those that come, go, or get another number: the old ones.
    package let extensions: [Extension]

    /// Of an order that gives all extensions another number: the new one of each.
    package func renamed(_ number: ExtensionNumber) -> ExtensionNumber {
        number.lengthened(.site, by: after.plan.siteDigits - before.plan.siteDigits)
            .lengthened(.device, by: after.plan.deviceDigits - before.plan.deviceDigits)
    }
}
