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
            SELECT number, target_site, target_device,
                (SELECT digits FROM smart_pbx_office_link_number n WHERE n.id = link_id)
            FROM extension_absence_target
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

    /// Rises with every change, also with one to 未設定; 0 before the first.
    static func version(of number: ExtensionNumber, _ code: ContractCode, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT version FROM extension_absence WHERE code = ?1 AND site = ?2 AND device = ?3", code, number.site,
            number.device
        ) { $0.integer(0) } ?? 0
    }

    static func set(
        _ absence: Absence?, for number: ExtensionNumber, of code: ContractCode, _ database: Connection
    ) throws {
        var (kind, cases, seconds) = (Kind.forward, Absence.Cases(), Int?.none)
        switch absence {
        case nil: break
        case .forward(_, let set): (cases, seconds) = (set, set.unansweredAfter)
        case .reach(_, let set): (kind, seconds) = (.reach, set)
        }
        try database.run(
            """
            INSERT INTO extension_absence
                (code, site, device, kind, is_always, is_busy, is_unanswered, is_unreachable, ring_seconds)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (code, site, device) DO UPDATE SET
                kind = excluded.kind, is_always = excluded.is_always, is_busy = excluded.is_busy,
                is_unanswered = excluded.is_unanswered, is_unreachable = excluded.is_unreachable,
                ring_seconds = excluded.ring_seconds, version = version + 1
            """, code, number.site, number.device, kind, cases.isAlways, cases.isBusy, cases.unansweredAfter != nil,
            cases.isUnreachable, seconds)
        try database.run(
            "DELETE FROM extension_absence_target WHERE code = ?1 AND site = ?2 AND device = ?3", code, number.site,
            number.device)
        for (place, target) in (absence?.targets ?? []).enumerated() {
            try add(target, at: place, for: number, of: code, database)
        }
    }

    private static func add(
        _ target: Absence.Target, at place: Int, for number: ExtensionNumber, of code: ContractCode,
        _ database: Connection
    ) throws {
        var (outside, inside, link) = (PhoneNumber?.none, ExtensionNumber?.none, Int?.none)
        switch target {
        case .number(let number): outside = number
        case .extension(let number): inside = number
        case .officeLink(let number): link = try OfficeLinkStore.id(of: number, in: code, database)
        }
        try database.run(
            """
            INSERT INTO extension_absence_target
                (code, site, device, place, number, target_code, target_site, target_device, link_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, code, number.site, number.device, place, outside, inside.map { _ in code }, inside?.site,
            inside?.device, link)
    }

    private static func target(_ row: Row) throws -> Absence.Target {
        if let number = try row.optionalNumber(0) { return .number(number) }
        if let digits = row.optionalText(3) { return .officeLink(OfficeLinkNumber(digits: digits)) }
        return .extension(ExtensionNumber(site: row.text(1), device: row.text(2)))
    }

    /// As it is stored.
    enum Kind: String, StorableValue {
        case forward, reach
    }
}
