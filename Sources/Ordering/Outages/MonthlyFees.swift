package import Exchange
package import SQLite

/// What a Smart PBX contract is paid for by the month. There is no history of what contracts had: it is what they have today.
package enum MonthlyFees {
    /// Nil for a contract that is not in use: what it had is not kept.
    package static func items(of code: ContractCode, _ database: Connection) throws -> [FeeItem]? {
        guard let contract = try SmartPBXStore.contract(code, database) else { return nil }
        let numbers = try VoiceNumberStore.charged(onAccess: code, database)
        let hasInterConnect = try FlexibleInterConnectStore.find(code, database) != nil
        let hasOfficeLink = try OfficeLinkStore.find(code, database) != nil
        return FeeItem.monthly(.flexibleInterConnect, by: hasInterConnect ? 1 : 0)
            + FeeItem.monthly(.officeLink, by: hasOfficeLink ? 1 : 0)
            + FeeItem.monthly(.extension, by: contract.extensionCount)
            + FeeItem.monthly(.channel, by: contract.channels.added)
            + FeeItem.monthly(.number, by: numbers.dialIns)
            + FeeItem.monthly(.numberFeature, by: numbers.features)
    }
}
