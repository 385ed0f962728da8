import Contracts
import SQLite
import Shell
import Telephony

/// What the database holds about destinations and the service; changing them is `BulkForwardingChangeStore`'s.
enum BulkForwardingStore {
    /// One page of the list, in ascending order.
    static func rows(
        of contract: Int, matching search: BulkForwardingSearch, page: Int, _ database: Connection
    ) throws -> [BulkForwarding.Row] {
        let limit = BulkForwarding.numbersPerPage
        let offset = (page - 1) * limit
        if search.isEverything {
            return try wholeList(of: contract, limit: limit, offset: offset, database)
        }
        return try database.query(
            """
            SELECT p.number, d.destination, coalesce(d.version, 0) FROM phone_number p
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.contract_id = ?1
                AND ((?3 AND p.number LIKE ?2) OR (?4 AND d.destination LIKE ?2))
                AND (NOT ?5 OR d.destination IS NULL)
            ORDER BY p.number LIMIT ?6 OFFSET ?7
            """, contract, search.pattern.like, search.looksAtSource, search.looksAtDestination,
            search.withoutDestination,
            limit, offset, row: row)
    }

    /// The whole list, all pages together.
    static func allRows(
        of contract: Int, matching search: BulkForwardingSearch, _ database: Connection
    ) throws -> [BulkForwarding.Row] {
        try database.query(
            """
            SELECT p.number, d.destination, coalesce(d.version, 0) FROM phone_number p
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.contract_id = ?1
                AND ((?3 AND p.number LIKE ?2) OR (?4 AND d.destination LIKE ?2))
                AND (NOT ?5 OR d.destination IS NULL)
            ORDER BY p.number
            """, contract, search.pattern.like, search.looksAtSource, search.looksAtDestination,
            search.withoutDestination, row: row)
    }

    /// How many numbers the list has, all pages together.
    static func count(
        of contract: Int, matching search: BulkForwardingSearch, _ database: Connection
    ) throws -> Int {
        if search.isEverything {
            return try database.first("SELECT count(*) FROM phone_number WHERE contract_id = ?1", contract) {
                $0.integer(0)
            } ?? 0
        }
        return try database.first(
            """
            SELECT count(*) FROM phone_number p
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.contract_id = ?1
                AND ((?3 AND p.number LIKE ?2) OR (?4 AND d.destination LIKE ?2))
                AND (NOT ?5 OR d.destination IS NULL)
            """, contract, search.pattern.like, search.looksAtSource, search.looksAtDestination,
            search.withoutDestination
        ) { $0.integer(0) } ?? 0
    }

    /// Of one number; nil for none.
    static func destination(
        of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws -> PhoneNumber? {
        try database.first(
            "SELECT destination FROM bulk_forwarding_destination WHERE contract_id = ?1 AND number = ?2", contract,
            number
        ) { try $0.optionalNumber(0) } ?? nil
    }

    /// What it means for a call to the number now.
    static func order(
        of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws -> CallSettings.BulkOrder {
        guard try service(of: contract, database).isOn else { return .off }
        return .on(try destination(of: number, in: contract, database))
    }

    /// The first number of the contract that forwards to this one.
    static func source(
        of destination: PhoneNumber, in contract: Int, _ database: Connection
    ) throws -> PhoneNumber? {
        try database.first(
            """
            SELECT number FROM bulk_forwarding_destination WHERE contract_id = ?1 AND destination = ?2
            ORDER BY number LIMIT 1
            """, contract, destination
        ) { try $0.number(0) }
    }

    /// Everything at once, for uploads and downloads.
    static func facts(of contract: Int, _ database: Connection) throws -> BulkForwardingFacts {
        let rows = try database.query(
            """
            SELECT p.number, d.destination, coalesce(d.version, 0) FROM phone_number p
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.contract_id = ?1 ORDER BY p.number
            """, contract, row: row)
        return BulkForwardingFacts(
            rows: rows, monitorNumber: try ContractsStore.monitorNumber(of: contract, database),
            latestChange: try latestChange(of: contract, database))
    }

    /// The newest change of destinations; starts and stops have no lines.
    static func latestChange(of contract: Int, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT id FROM bulk_forwarding_change WHERE contract_id = ?1 AND lines > 0 ORDER BY id DESC LIMIT 1",
            contract
        ) { $0.integer(0) } ?? 0
    }

    static func service(of contract: Int, _ database: Connection) throws -> BulkForwarding.Service {
        try database.first(
            """
            SELECT is_on, version, since, by_kind, by_number, by_client, reason FROM bulk_forwarding
            WHERE contract_id = ?1
            """,
            contract
        ) { row in
            BulkForwarding.Service(
                isOn: row.flag(0), version: row.integer(1),
                latest: BulkForwarding.Switching(
                    at: try row.moment(2), by: try author(row, from: 3), reason: row.optionalText(6)))
        } ?? .neverStarted
    }

    /// FWD-13: every chain of forwardings inside the contract, with where it ends; most contracts have none.
    /// CROSS keeps the order: from number to number, each destination would be looked through for each.
    static func outlook(of contract: Int, _ database: Connection) throws -> BulkForwardingOutlook {
        var destinations: [PhoneNumber: PhoneNumber?] = [:]
        try database.forEach(
            """
            SELECT d.number, d.destination, e.destination FROM bulk_forwarding_destination d
            CROSS JOIN phone_number p
            LEFT JOIN bulk_forwarding_destination e ON e.contract_id = d.contract_id AND e.number = d.destination
            WHERE d.contract_id = ?1 AND p.contract_id = ?1 AND p.number = d.destination
                AND d.destination >= (SELECT min(number) FROM phone_number WHERE contract_id = ?1)
                AND d.destination <= (SELECT max(number) FROM phone_number WHERE contract_id = ?1)
            """, contract
        ) { row in
            let (source, next) = (try row.number(0), try row.number(1))
            destinations.updateValue(next, forKey: source)
            destinations.updateValue(try row.optionalNumber(2), forKey: next)
        }
        return BulkForwardingOutlook(destinations)
    }

    /// Chains, and beside them what these numbers are if they are the contract's.
    static func outlook(
        _ chains: BulkForwardingOutlook, with numbers: [PhoneNumber], of contract: Int, _ database: Connection
    ) throws -> BulkForwardingOutlook {
        var destinations = chains.destinations
        try database.forEach(
            """
            SELECT p.number, d.destination FROM list(?2) AS l
            JOIN phone_number p ON p.contract_id = ?1 AND p.number = l.value
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            """, contract, List(numbers)
        ) { row in
            destinations.updateValue(try row.optionalNumber(1), forKey: try row.number(0))
        }
        return BulkForwardingOutlook(destinations)
    }

    /// How many numbers are forwarded while forwarding is on.
    static func tally(
        of contract: Int, _ outlook: BulkForwardingOutlook, _ database: Connection
    ) throws -> BulkForwardingTally {
        BulkForwardingTally(
            numbers: try count(of: contract, matching: .everything, database),
            destinations: try countOfDestinations(of: contract, database),
            deadEnds: outlook.deadEnds.count)
    }

    /// Whether a call to any number of the contract would ring somewhere: a destination outside is where every chain that
    /// rings ends, and its own number is forwarded there directly.
    static func rings(_ contract: Int, _ database: Connection) throws -> Bool {
        try database.exists(
            """
            SELECT 1 FROM bulk_forwarding_destination d WHERE d.contract_id = ?1 AND d.destination IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM phone_number p WHERE p.contract_id = d.contract_id AND p.number = d.destination)
            """, contract)
    }

    static func tally(of contract: Int, _ database: Connection) throws -> BulkForwardingTally {
        try tally(of: contract, try outlook(of: contract, database), database)
    }

    private static func countOfDestinations(of contract: Int, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT count(*) FROM bulk_forwarding_destination WHERE contract_id = ?1 AND destination IS NOT NULL",
            contract
        ) { $0.integer(0) } ?? 0
    }

    /// The numbers whose callers hear busy while forwarding is on, in ascending order. The monitor number is one of them.
    static func numbersWithoutDestination(
        of contract: Int, limit: Int, _ database: Connection
    ) throws -> [PhoneNumber] {
        try database.query(
            """
            SELECT p.number FROM phone_number p
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.contract_id = ?1 AND d.destination IS NULL ORDER BY p.number LIMIT ?2
            """, contract, limit
        ) { try $0.number(0) }
    }

    static func contractNumber(of contract: Int, _ database: Connection) throws -> PhoneNumber? {
        try database.first("SELECT number FROM contract WHERE id = ?1", contract) { try $0.number(0) }
    }

    private static func wholeList(
        of contract: Int, limit: Int, offset: Int, _ database: Connection
    ) throws -> [BulkForwarding.Row] {
        let numbers = try database.query(
            "SELECT number FROM phone_number WHERE contract_id = ?1 ORDER BY number LIMIT ?2 OFFSET ?3", contract,
            limit, offset
        ) { try $0.number(0) }
        guard let first = numbers.first, let last = numbers.last else { return [] }
        let set = try database.query(
            """
            SELECT number, destination, version FROM bulk_forwarding_destination
            WHERE contract_id = ?1 AND number BETWEEN ?2 AND ?3 ORDER BY number
            """, contract, first, last, row: row)
        if set.count == numbers.count { return set }
        var next = 0
        return numbers.map { number in
            guard next < set.count, set[next].number == number else {
                return BulkForwarding.Row(number: number, destination: nil, version: 0)
            }
            next += 1
            return set[next - 1]
        }
    }

    private static func row(_ row: Row) throws -> BulkForwarding.Row {
        BulkForwarding.Row(
            number: try row.number(0), destination: try row.optionalNumber(1), version: row.integer(2))
    }

    /// Whom three columns name: kind, number, client.
    static func author(_ row: Row, from column: Int) throws -> BulkForwarding.Author {
        switch row.text(column) {
        case "person" where row.text(column + 2) == Actor.telephoneClient: .telephone(try row.number(column + 1))
        case "person": .person(try row.number(column + 1))
        case "automatic": .automatic
        case "operator": .operator
        default: throw row.error(column, as: BulkForwarding.Author.self)
        }
    }
}

extension BulkForwardingSearch {
    fileprivate var looksAtSource: Bool { place != .destination || pattern.isEverything }
    fileprivate var looksAtDestination: Bool { place != .source }
}

extension BulkForwarding.Author {
    init(_ actor: Actor) {
        if let number = actor.number {
            self = actor.isAtTelephone ? .telephone(number) : .person(number)
        } else {
            self = actor.isAutomatic ? .automatic : .operator
        }
    }

    var storedKind: String {
        switch self {
        case .person, .telephone: "person"
        case .automatic: "automatic"
        case .operator: "operator"
        }
    }

    var storedNumber: PhoneNumber? {
        switch self {
        case .person(let number), .telephone(let number): number
        case .automatic, .operator: nil
        }
    }
}
