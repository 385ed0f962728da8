package import SQLite
package import Telephony

/// What the features say of the calls to one number, gathered for the decision of CALL-1: by keyed reads, exact at any time.
package enum CallSettingsStore {
    package struct Found: Sendable {
        package let contract: Int
        package let settings: CallSettings
    }

    /// Nil for a number of no contract.
    /// - Parameter moment: as 一括転送 and ボイスワープ were then; nil for now.
    package static func find(
        _ number: PhoneNumber, at moment: Moment? = nil, _ database: Connection
    ) throws -> Found? {
        let owner = try database.first(
            """
            SELECT c.id, c.channels FROM phone_number p JOIN contract c ON c.id = p.contract_id WHERE p.number = ?1
            """, number
        ) { (id: $0.integer(0), channels: $0.integer(1)) }
        guard let owner else { return nil }
        let order =
            try moment.map { try BulkForwardingHistoryStore.order(of: number, in: owner.id, at: $0, database) }
            ?? BulkForwardingStore.order(of: number, in: owner.id, database)
        let warp = try warp(of: number, in: owner.id, at: moment, database)
        return Found(
            contract: owner.id,
            settings: CallSettings(bulkForwarding: order, voiceWarp: warp, channels: owner.channels))
    }

    /// ボイスワープ of a number, as its feature tells it; nil where it is not in use. Here and in `CallBookStore.warps`, which tells it of
    /// many, it is asked.
    static func warp(
        of number: PhoneNumber, in contract: Int, at moment: Moment? = nil, _ database: Connection
    ) throws -> CallSettings.WarpOrder? { try VoiceWarpStore.order(of: number, in: contract, at: moment, database) }
}
