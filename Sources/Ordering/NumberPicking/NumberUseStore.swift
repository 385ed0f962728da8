import Contracts
import Exchange
import SQLite
import Telephony

/// All SQL about what hangs on telephone numbers.
enum NumberUseStore {
    /// Those of the numbers on which something hangs; of numbers that are not the contract's nothing is told.
    static func uses(
        of numbers: some Sequence<PhoneNumber>, in contract: ContractCode, _ database: Connection
    ) throws -> [NumberUse] {
        let own = try VoiceNumberStore.find(Array(numbers), of: contract, database)
        return try own.keys.sorted().compactMap { number in
            let kinds = try ofExtensions(number, database) + ofNumbers(number, database) + ofSettings(number, database)
            return kinds.isEmpty ? nil : NumberUse(number: number, kinds: kinds)
        }
    }

    private static func ofExtensions(_ number: PhoneNumber, _ database: Connection) throws -> [NumberUse.Kind] {
        var kinds: [NumberUse.Kind] = []
        if try ExtensionRoutingStore.line(number, database)?.target != nil { kinds.append(.incoming) }
        let showing = try OutgoingNumberStore.count(showing: number, database)
        if showing > 0 { kinds.append(.outgoing(showing)) }
        let absences = try database.first(
            "SELECT count(*) FROM extension_absence_target WHERE number = ?1", number
        ) { $0.integer(0) }
        if let absences, absences > 0 { kinds.append(.absences(absences)) }
        return kinds
    }

    private static func ofNumbers(_ number: PhoneNumber, _ database: Connection) throws -> [NumberUse.Kind] {
        let count = try database.first(
            """
            SELECT count(*) FROM voice_number WHERE contract = (SELECT contract FROM voice_number WHERE number = ?1)
                AND features LIKE ?2 ESCAPE '!'
            """, number, LikePattern.containing("forward=" + number.digits)
        ) { $0.integer(0) }
        return count.flatMap { $0 > 0 ? [.forwardNumber($0)] : nil } ?? []
    }

    private static func ofSettings(_ number: PhoneNumber, _ database: Connection) throws -> [NumberUse.Kind] {
        guard let contract = try ContractsStore.contract(of: number, database) else { return [] }
        return contract.monitorNumber == number ? [.settings, .monitor] : [.settings]
    }
}
