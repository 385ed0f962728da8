import Exchange
import SQLite

extension SmartPBXContent {
    /// By which orders are judged: the numbers of the contract's groups too. Nil where there is no such contract, or none any more.
    /// - Parameter closing: why 付加機能 cannot be ordered at that time.
    static func ofOrders(
        _ code: ContractCode, featureClosing closing: OfficeLink.Closing? = nil, _ database: Connection
    ) throws -> SmartPBXContent? {
        guard let content = try SmartPBXStore.content(code, database) else { return nil }
        let groups = try ExtensionGroupStore.names(of: code, database).map { ($0.number, $0.name) }
        return SmartPBXContent(
            content.plan, content.extensions, addedChannels: content.channels.added,
            groups: Dictionary(groups, uniquingKeysWith: { first, _ in first }),
            voiceContracts: try VoiceContractStore.contracts(onAccess: code, database), officeLink: content.officeLink,
            featureClosing: closing)
    }
}
