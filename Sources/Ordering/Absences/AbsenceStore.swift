package import Exchange
package import SQLite
import Telephony

/// All SQL about 不在時動作.
package enum AbsenceStore {
    /// Nil where none is set, or where none of its targets is left.
    package static func find(
        _ number: ExtensionNumber, of code: ContractCode, _ database: Connection
    ) throws -> Absence? {
        let targets = try database.query(
            """
            SELECT number, target_site, target_device FROM extension_absence_target
            WHERE code = ?1 AND site = ?2 AND device = ?3 ORDER BY place
            """, code, number.site, number.device, row: target)
        guard let first = targets.first else { return nil }
        return try database.first(
            """
            SELECT kind, is_always, is_busy, is_unanswered, is_unreachable, ring_seconds FROM extension_absence
            WHERE code = ?1 AND site = ?2 AND device = ?3
            """, code, number.site, number.device
        ) { row in
            let seconds = row.optionalInteger(5)
            switch try row.value(0, as: Kind.self) {
            case .reach: return .reach(targets, seconds: seconds ?? Absence.seconds.lowerBound)
            case .forward:
                return .forward(
                    to: first,
                    Absence.Cases(
                        isAlways: row.flag(1), isBusy: row.flag(2), unansweredAfter: row.flag(3) ? seconds : nil,
                        isUnreachable: row.flag(4)))
            }
        }
    }

    private static func target(_ row: Row) throws -> Absence.Target {
        if let number = try row.optionalNumber(0) { return .number(number) }
        return .extension(ExtensionNumber(site: row.text(1), device: row.text(2)))
    }

    /// As it is stored.
    enum Kind: String, StorableValue {
        case forward, reach
    }
}
