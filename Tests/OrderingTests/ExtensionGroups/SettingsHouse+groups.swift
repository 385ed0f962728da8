import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

extension ExtensionGroup.Settings {
    /// Members that are extensions of the contract.
    var own: [ExtensionNumber] {
        members.compactMap { if case .extension(let number) = $0 { number } else { nil } }
    }
}

extension SettingsHouse {
    /// Of the contract: 22-2000 and on.
    var plan: NumberPlan { get throws { try #require(NumberPlan(siteDigits: 2, deviceDigits: 4)) } }

    func number(_ device: Int) -> ExtensionNumber { ExtensionNumber(site: "22", device: "\(device)") }

    @discardableResult
    func addGroup(
        _ device: Int, name: String = "受付", members: [Int], mode: ExtensionGroup.Mode = .all,
        next: CallTarget? = nil
    ) throws -> Int {
        let settings = ExtensionGroup.Settings(
            number: number(device), name: name, mode: mode, ringSeconds: ExtensionGroup.usualSeconds,
            members: members.map { .extension(number($0)) }, next: next)
        return try site.services.database.writeAndWait { try ExtensionGroupStore.add(settings, to: Self.code, $0) }
    }

    func group(_ id: Int) throws -> ExtensionGroup? { try read { try ExtensionGroupStore.find(id, $0) } }

    // MARK: Orders

    private func content(_ database: Connection) throws -> SmartPBXContent {
        try #require(try SmartPBXContent.ofOrders(Self.code, database))
    }

    /// An order as it stands in the database, past its pages and rules.
    @discardableResult
    func order(_ change: SmartPBXChange, state: OrderState) throws -> Order {
        let (company, now) = (company, site.clock.now)
        let details = try OrderHouse.details()
        return try site.services.database.writeAndWait { [self] database in
            let outcome = try change.applied(to: try content(database)).get()
            let application = OrderApplication(
                service: .smartPBX, kind: change.kind, contract: Self.code,
                draft: OrderDraft.Reference(id: 1, version: 1), details: details, documents: [], consents: [],
                fees: [])
            let number = try OrderStore.add(
                application, of: Self.code,
                by: Applicant(company: company, account: "pbx@example.jp", client: "192.0.2.1"),
                OrderProgress(state, before: nil, isDivisible: false), at: now, database)
            try SmartPBXChangeStore.keep(outcome, of: number, database)
            return try #require(try OrderStore.find(number, database))
        }
    }

    func end(_ order: Order) throws {
        let now = site.clock.now
        try write { database in
            try OrderStore.move(
                order.number, to: OrderProgress(.completed, before: nil, isDivisible: false), failure: nil,
                isSimulated: true, at: now, database)
        }
    }

    private func carryOut(_ change: SmartPBXChange) throws {
        let (order, now) = (try order(change, state: .completed), site.clock.now)
        try write { try SmartPBXOrders().apply(order, at: now, $0) }
    }

    func delete(_ devices: [Int]) throws { try carryOut(.delete(devices.map(number), channels: 0)) }

    func endFeature() throws { try carryOut(.endFeature) }

    func lengthen(_ part: ExtensionNumber.Part, by digits: Int) throws { try carryOut(.lengthen(part, by: digits)) }

    // MARK: Very many

    /// Every extension has a name, a user and an absence that goes on to the next one; groups have so many members each.
    func fill(groups: Int, members: Int) throws {
        try write { [self] database in
            let all = try content(database).extensions.map(\.number)
            for (place, number) in all.enumerated() {
                let next = all[(place + 1) % all.count]
                try database.run(
                    "INSERT INTO smart_pbx_extension_setting (code, site, device, name) VALUES (?1, ?2, ?3, '青空 花子')",
                    Self.code, number.site, number.device)
                try database.run(
                    "INSERT INTO device_user (code, site, device) VALUES (?1, ?2, ?3)", Self.code, number.site,
                    number.device)
                try database.run(
                    """
                    INSERT INTO extension_absence (code, site, device, kind, is_unanswered, ring_seconds)
                    VALUES (?1, ?2, ?3, 'forward', 1, 20)
                    """, Self.code, number.site, number.device)
                try database.run(
                    """
                    INSERT INTO extension_absence_target (code, site, device, place, target_code, target_site, target_device)
                    VALUES (?1, ?2, ?3, 1, ?1, ?4, ?5)
                    """, Self.code, number.site, number.device, next.site, next.device)
            }
            for group in 0..<groups {
                let settings = ExtensionGroup.Settings(
                    number: number(9_000 + group), name: "グループ\(group)", mode: .inOrder, ringSeconds: 20,
                    members: (0..<members).map { .extension(all[(group * 7 + $0) % all.count]) },
                    next: .extension(all[group]))
                _ = try ExtensionGroupStore.add(settings, to: Self.code, database)
            }
        }
    }

    /// How many rows name something that is not there.
    func brokenKeys(_ database: Connection) throws -> Int {
        try database.query("PRAGMA foreign_key_check") { _ in }.count
    }

    func counts(_ database: Connection) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try database.forEach(
            """
            SELECT 'smart_pbx_extension', count(*) FROM smart_pbx_extension UNION ALL
            SELECT 'smart_pbx_extension_setting', count(*) FROM smart_pbx_extension_setting UNION ALL
            SELECT 'smart_pbx_group', count(*) FROM smart_pbx_group UNION ALL
            SELECT 'smart_pbx_group_member', count(*) FROM smart_pbx_group_member UNION ALL
            SELECT 'extension_absence', count(*) FROM extension_absence UNION ALL
            SELECT 'extension_absence_target', count(*) FROM extension_absence_target UNION ALL
            SELECT 'device_user', count(*) FROM device_user
            """
        ) { counts[$0.text(0)] = $0.integer(1) }
        return counts
    }
}

// MARK: 外線番号

extension SettingsHouse {
    static func line(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(digits)) }

    func addLine(_ digits: String, isInEmergencyArea: Bool = true, target: CallTarget? = nil) throws {
        let number = try Self.line(digits)
        try write { database in
            try ExtensionRoutingStore.add(number, to: Self.code, isInEmergencyArea: isInEmergencyArea, database)
            guard let target, let line = try ExtensionRoutingStore.line(number, database) else { return }
            try ExtensionRoutingStore.set(target, of: line, database)
        }
    }
}
