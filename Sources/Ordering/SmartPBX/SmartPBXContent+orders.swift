import Exchange
import SQLite

extension SmartPBXContent {
    /// By which orders are judged: the numbers of the contract's groups too. Nil where there is no such contract, or none any more.
    static func ofOrders(_ code: ContractCode, _ database: Connection) throws -> SmartPBXContent? {
        guard let content = try SmartPBXStore.content(code, database) else { return nil }
        let groups = try ExtensionGroupStore.names(of: code, database).map { ($0.number, $0.name) }
        return SmartPBXContent(
            content.plan, content.extensions, addedChannels: content.channels.added,
            groups: Dictionary(groups, uniquingKeysWith: { first, _ in first }),
            voiceContracts: try VoiceContractStore.contracts(onAccess: code, database))
    }
}
