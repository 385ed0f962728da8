/// What orders of Smart PBX cost (FEE-2, 5).
enum SmartPBXFees {
    static func items(of content: NewSmartPBX) -> [FeeItem] {
        [FeeItem.start()] + FeeItem.monthly(.extension, by: content.extensions.count)
            + FeeItem.monthly(.channel, by: content.channels.added)
    }

    /// The end of a contract is no work that the terms know a fee of.
    static func items(of record: SmartPBXChangeRecord, _ kind: OrderKind) -> [FeeItem] {
        let (before, after) = (record.before, record.after)
        let link = (after.hasOfficeLink ? 1 : 0) - (before.hasOfficeLink ? 1 : 0)
        return work(kind) + FeeItem.monthly(.officeLink, by: link)
            + FeeItem.monthly(.extension, by: after.extensions - before.extensions)
            + FeeItem.monthly(.channel, by: after.channels.added - before.channels.added)
    }

    private static func work(_ kind: OrderKind) -> [FeeItem] {
        switch kind {
        case .end: []
        case .addFeature: [FeeItem.start(of: .officeLink)]
        case .endFeature: [FeeItem.otherWork(on: .officeLink)]
        default: [FeeItem.otherWork()]
        }
    }
}
