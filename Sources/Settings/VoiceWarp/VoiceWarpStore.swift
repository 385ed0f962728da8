import Contracts
import SQLite
import Shell
import Telephony

/// All SQL about Voice Warp. Saving belongs into one transaction with its audit lines.
enum VoiceWarpStore {
    static func settings(
        of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws -> VoiceWarp.Settings {
        let found = try database.first(
            """
            SELECT mode, seconds, chosen, select_mode, service_version, destinations_version, select_version, list_version
            FROM voice_warp WHERE contract_id = ?1 AND number = ?2
            """, contract, number, row: settings)
        guard var settings = found else { return VoiceWarp.Settings() }
        settings.places = try database.query(
            """
            SELECT place, destination, name FROM voice_warp_destination WHERE contract_id = ?1 AND number = ?2
            ORDER BY place
            """, contract, number
        ) { VoiceWarp.Place(place: $0.integer(0), destination: try $0.number(1), name: $0.text(2)) }
        settings.listed = try database.query(
            "SELECT caller FROM voice_warp_caller WHERE contract_id = ?1 AND number = ?2 ORDER BY caller", contract,
            number
        ) { try $0.number(0) }
        return settings
    }

    private static func settings(_ row: Row) throws -> VoiceWarp.Settings {
        VoiceWarp.Settings(
            mode: try row.value(0), seconds: row.integer(1), chosen: row.integer(2), select: try row.value(3),
            versions: .init([
                .service: row.integer(4), .destinations: row.integer(5), .select: row.integer(6),
                .list: row.integer(7),
            ]))
    }

    static func keep(
        _ settings: VoiceWarp.Settings, of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO voice_warp (contract_id, number, mode, seconds, chosen, select_mode, service_version,
                destinations_version, select_version, list_version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (contract_id, number) DO UPDATE SET mode = excluded.mode, seconds = excluded.seconds,
                chosen = excluded.chosen, select_mode = excluded.select_mode,
                service_version = excluded.service_version, destinations_version = excluded.destinations_version,
                select_version = excluded.select_version, list_version = excluded.list_version
            """, contract, number, settings.mode, settings.seconds, settings.chosen, settings.select,
            settings.versions[.service], settings.versions[.destinations], settings.versions[.select],
            settings.versions[.list])
        try database.run(
            "DELETE FROM voice_warp_destination WHERE contract_id = ?1 AND number = ?2", contract, number)
        for place in settings.places {
            try database.run(
                """
                INSERT INTO voice_warp_destination (contract_id, number, place, destination, name)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """, contract, number, place.place, place.destination, place.name)
        }
        try database.run("DELETE FROM voice_warp_caller WHERE contract_id = ?1 AND number = ?2", contract, number)
        try database.run(
            "INSERT INTO voice_warp_caller (contract_id, number, caller) SELECT ?1, ?2, value FROM list(?3)", contract,
            number, List(settings.listed))
    }

    /// As they were at a moment: what is stored, with all changes since taken back, the newest first.
    static func settings(
        of number: PhoneNumber, in contract: Int, at moment: Moment, _ database: Connection
    ) throws -> VoiceWarp.Settings {
        var settings = try settings(of: number, in: contract, database)
        let events = VoiceWarp.Part.allCases.flatMap(\.events).map { "\($0.name)" }
        try database.forEach(
            """
            SELECT event, before, after FROM audit
            WHERE contract_id = ?1 AND subject = ?2 AND subject <> '' AND at > ?3 AND event IN list(?4)
            ORDER BY at DESC, id DESC
            """, contract, number, moment, List(events)
        ) { settings.takeBack($0.text(0), before: $0.optionalText(1), after: $0.optionalText(2)) }
        return settings
    }

    // MARK: For the decision of calls

    /// What is in force for the number's calls; nil while nothing is, or the number has not the service.
    /// - Parameter moment: as it was then; nil for now. Whether the number has the service is always now's.
    static func order(
        of number: PhoneNumber, in contract: Int, at moment: Moment? = nil, _ database: Connection
    ) throws -> CallSettings.WarpOrder? {
        let found =
            try moment.map { try settings(of: number, in: contract, at: $0, database) }
            ?? settings(of: number, in: contract, database)
        guard let order = found.order,
            try ContractsStore.has(.voiceWarp, number, of: contract, database)
        else { return nil }
        return order
    }

    /// The same of every number of a contract that has something in force.
    static func orders(of contract: Int, _ database: Connection) throws -> [PhoneNumber: CallSettings.WarpOrder] {
        var orders = Orders()
        try database.forEach(
            """
            SELECT l.number, l.caller FROM voice_warp_caller l
            JOIN voice_warp w ON w.contract_id = l.contract_id AND w.number = l.number
            WHERE l.contract_id = ?1 AND w.mode <> 'off' AND w.select_mode <> 'off'
            """, contract
        ) { try orders.list($0) }
        try database.forEach(
            """
            SELECT w.number, w.mode, w.seconds, w.select_mode, d.destination FROM voice_warp w
            JOIN voice_warp_destination d
                ON d.contract_id = w.contract_id AND d.number = w.number AND d.place = w.chosen
            WHERE w.contract_id = ?1 AND w.mode <> 'off' AND EXISTS (
                SELECT 1 FROM service s
                WHERE s.contract_id = w.contract_id AND s.name = 'voiceWarp' AND s.number IN ('', w.number))
            """, contract
        ) { try orders.add($0) }
        return orders.all
    }

    /// The same of all contracts, at the cost of what is in force.
    static func orders(_ database: Connection) throws -> [PhoneNumber: CallSettings.WarpOrder] {
        var orders = Orders()
        try database.forEach(
            """
            SELECT l.number, l.caller FROM voice_warp_caller l
            JOIN voice_warp w ON w.contract_id = l.contract_id AND w.number = l.number
            WHERE w.mode <> 'off' AND w.select_mode <> 'off'
            """
        ) { try orders.list($0) }
        try database.forEach(
            """
            SELECT w.number, w.mode, w.seconds, w.select_mode, d.destination FROM voice_warp w
            JOIN voice_warp_destination d
                ON d.contract_id = w.contract_id AND d.number = w.number AND d.place = w.chosen
            WHERE w.mode <> 'off' AND EXISTS (
                SELECT 1 FROM service s
                WHERE s.contract_id = w.contract_id AND s.name = 'voiceWarp' AND s.number IN ('', w.number))
            """
        ) { try orders.add($0) }
        return orders.all
    }

    /// Put together of the rows of both tables.
    private struct Orders {
        private(set) var all: [PhoneNumber: CallSettings.WarpOrder] = [:]
        private var listed: [PhoneNumber: [PhoneNumber]] = [:]

        mutating func list(_ row: Row) throws { listed[try row.number(0), default: []].append(try row.number(1)) }

        mutating func add(_ row: Row) throws {
            let number = try row.number(0)
            let (mode, select) = (
                try row.value(1, as: VoiceWarp.Mode.self), try row.value(3, as: VoiceWarp.Select.self)
            )
            guard let condition = mode.condition(seconds: row.integer(2)) else { return }
            all[number] = CallSettings.WarpOrder(
                condition, to: try row.number(4), select: select.order(listed[number] ?? []))
        }
    }

    static func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM voice_warp w WHERE w.contract_id = ?1 AND w.mode <> 'off' AND EXISTS (
                SELECT 1 FROM service s
                WHERE s.contract_id = ?1 AND s.name = 'voiceWarp' AND s.number IN ('', w.number))
            """, contract
        ) { $0.integer(0) } ?? 0
    }
}

extension VoiceWarp.Mode: StorableValue {}
extension VoiceWarp.Select: StorableValue {}
