package import Exchange
package import SQLite

/// All SQL about Smart PBX contracts and their extensions.
package enum SmartPBXStore {
    package static func contract(_ code: ContractCode, _ database: Connection) throws -> SmartPBXContract? {
        try contracts([code], database)[code]
    }

    /// Nil where there is no such contract, or none any more.
    package static func content(_ code: ContractCode, _ database: Connection) throws -> SmartPBXContent? {
        guard let contract = try contract(code, database) else { return nil }
        return SmartPBXContent(
            contract.plan, try extensions(of: code, atMost: Extension.limit, database),
            addedChannels: contract.channels.added, officeLink: try OfficeLinkStore.find(code, database))
    }

    /// Those of them that are built.
    static func contracts(
        _ codes: [ContractCode], _ database: Connection
    ) throws -> [ContractCode: SmartPBXContract] {
        let built = try database.query(
            """
            SELECT site_digits, device_digits, added_channels,
                (SELECT count(*) FROM smart_pbx_extension e WHERE e.code = c.code), code
            FROM smart_pbx c WHERE code IN list(?1)
            """, List(codes), row: contract)
        return Dictionary(built.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func contract(_ row: Row) throws -> SmartPBXContract {
        SmartPBXContract(
            code: try row.value(4), plan: try row.plan(0, 1), extensionCount: row.integer(3),
            channels: Channels(extensions: row.integer(3), added: row.integer(2)))
    }

    /// A part of them, by their numbers.
    /// - Parameter digits: what stands in the number; empty for all.
    package static func extensions(
        of code: ContractCode, with digits: String = "", atMost count: Int, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [Extension] {
        try database.query(
            """
            SELECT site, device, kind FROM smart_pbx_extension
            WHERE code = ?1 AND site || device LIKE ?2 ESCAPE '!' ORDER BY site, device LIMIT ?3 OFFSET ?4
            """, code, LikePattern.containing(digits), count, skipped
        ) { try $0.line() }
    }

    static func countOfExtensions(of code: ContractCode, with digits: String, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM smart_pbx_extension WHERE code = ?1 AND site || device LIKE ?2 ESCAPE '!'
            """, code, LikePattern.containing(digits)
        ) { $0.integer(0) } ?? 0
    }

    package static func has(_ number: ExtensionNumber, of code: ContractCode, _ database: Connection) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM smart_pbx_extension WHERE code = ?1 AND site = ?2 AND device = ?3", code, number.site,
            number.device)
    }

    /// A contract that is there without an order: a demonstration begins with some.
    package static func add(
        _ code: ContractCode, _ plan: NumberPlan, _ extensions: [Extension], addedChannels: Int, _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO smart_pbx (code, site_digits, device_digits, added_channels) VALUES (?1, ?2, ?3, ?4)", code,
            plan.siteDigits, plan.deviceDigits, addedChannels)
        for line in extensions {
            try database.run(
                "INSERT INTO smart_pbx_extension (code, site, device, kind) VALUES (?1, ?2, ?3, ?4)", code,
                line.number.site, line.number.device, line.device)
        }
    }

    // MARK: For who compares

    /// What an exchange should have of every contract.
    static func register(_ database: Connection) throws -> [ContractCode: RegisteredContract] {
        var lines: [ContractCode: [String: DeviceKind]] = [:]
        try database.forEach("SELECT code, site, device, kind FROM smart_pbx_extension") { row in
            lines[try row.value(0), default: [:]][row.text(1) + row.text(2)] = try row.value(3)
        }
        let added = try database.query("SELECT code, added_channels FROM smart_pbx") {
            (code: try $0.value(0, as: ContractCode.self), added: $0.integer(1))
        }
        let linked = try OfficeLinkStore.codes(database)
        return Dictionary(
            uniqueKeysWithValues: added.map { code, added in
                let own = lines[code] ?? [:]
                return (
                    code,
                    RegisteredContract(
                        channels: Channels(extensions: own.count, added: added).all,
                        officeLinkChannels: linked.contains(code) ? OfficeLink.channels : 0, lines: own)
                )
            })
    }
}

extension Row {
    func plan(_ site: Int, _ device: Int) throws -> NumberPlan {
        guard let plan = NumberPlan(siteDigits: integer(site), deviceDigits: integer(device)) else {
            throw error(site, as: NumberPlan.self)
        }
        return plan
    }

    func line() throws -> Extension {
        Extension(number: ExtensionNumber(site: text(0), device: text(1)), device: try value(2))
    }
}
