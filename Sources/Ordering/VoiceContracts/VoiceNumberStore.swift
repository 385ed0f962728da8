package import Exchange
package import SQLite
package import Telephony

/// All SQL about the telephone numbers of voice contracts.
package enum VoiceNumberStore {
    // MARK: 基本契約番号

    /// Of some contracts, by N番 and number: a part of a list that may be long.
    /// - Parameter search: digits of a base number, of a number that hangs on it, or an N番; empty for all.
    package static func bases(
        of contracts: [ContractCode], matching search: String = "", atMost count: Int = .max, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [BaseNumber] {
        try database.query(
            """
            SELECT b.number, b.contract, (SELECT count(*) FROM voice_number n WHERE n.base = b.number) - 1
            FROM voice_base_number b
            WHERE b.contract IN list(?1) AND (?2 = '' OR b.contract = ?2 OR b.number IN (
                SELECT base FROM voice_number WHERE contract IN list(?1) AND number LIKE ?3 ESCAPE '!'))
            ORDER BY b.contract, b.number LIMIT ?4 OFFSET ?5
            """, List(contracts), search, LikePattern.containing(search), count, skipped, row: base)
    }

    package static func countOfBases(
        of contracts: [ContractCode], matching search: String = "", _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM voice_base_number b
            WHERE b.contract IN list(?1) AND (?2 = '' OR b.contract = ?2 OR b.number IN (
                SELECT base FROM voice_number WHERE contract IN list(?1) AND number LIKE ?3 ESCAPE '!'))
            """, List(contracts), search, LikePattern.containing(search)
        ) { $0.integer(0) } ?? 0
    }

    /// Those of them that there are.
    package static func bases(
        _ numbers: [PhoneNumber], _ database: Connection
    ) throws -> [PhoneNumber: BaseNumber] {
        let found = try database.query(
            """
            SELECT b.number, b.contract, (SELECT count(*) FROM voice_number n WHERE n.base = b.number) - 1
            FROM voice_base_number b WHERE b.number IN list(?1)
            """, List(numbers), row: base)
        return Dictionary(found.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func base(_ row: Row) throws -> BaseNumber {
        BaseNumber(number: try row.number(0), contract: try row.value(1), dialInCount: row.integer(2))
    }

    package static func addBase(
        _ number: PhoneNumber, to contract: ContractCode, at now: Moment, _ database: Connection
    ) throws {
        try database.run("INSERT INTO voice_base_number (number, contract) VALUES (?1, ?2)", number, contract)
        try add([(number, .none)], to: number, of: contract, at: now, database)
    }

    // MARK: All numbers, 基本契約番号 among them

    /// Of one contract, by number: a part of a list that may be long.
    /// - Parameters:
    ///   - base: only those that hang on it, itself included; nil: all.
    ///   - digits: what stands in the number; empty for all.
    package static func numbers(
        of contract: ContractCode, base: PhoneNumber? = nil, with digits: String = "", atMost count: Int = .max,
        after skipped: Int = 0, _ database: Connection
    ) throws -> [VoiceNumber] {
        try database.query(
            """
            SELECT number, base, contract, features, since FROM voice_number
            WHERE contract = ?1 AND (?2 IS NULL OR base = ?2) AND number LIKE ?3 ESCAPE '!'
            ORDER BY number LIMIT ?4 OFFSET ?5
            """, contract, base, LikePattern.containing(digits), count, skipped, row: number)
    }

    package static func count(
        of contract: ContractCode, base: PhoneNumber? = nil, with digits: String = "", _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM voice_number
            WHERE contract = ?1 AND (?2 IS NULL OR base = ?2) AND number LIKE ?3 ESCAPE '!'
            """, contract, base, LikePattern.containing(digits)
        ) { $0.integer(0) } ?? 0
    }

    /// Those of them that there are, whosever they are.
    package static func find(
        _ numbers: [PhoneNumber], _ database: Connection
    ) throws -> [PhoneNumber: VoiceNumber] {
        let found = try database.query(
            "SELECT number, base, contract, features, since FROM voice_number WHERE number IN list(?1)",
            List(numbers), row: number)
        return Dictionary(found.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Those of them that are the contract's.
    package static func find(
        _ numbers: [PhoneNumber], of contract: ContractCode, _ database: Connection
    ) throws -> [PhoneNumber: VoiceNumber] {
        try find(numbers, database).filter { $0.value.contract == contract }
    }

    /// For a call: what somebody has contracted for the number.
    package static func features(of number: PhoneNumber, _ database: Connection) throws -> NumberFeatures {
        try database.first("SELECT features FROM voice_number WHERE number = ?1", number) { try $0.value(0) } ?? .none
    }

    /// Of whichever contracts, from the one to the other.
    package static func numbers(within range: ClosedRange<PhoneNumber>, _ database: Connection) throws -> [PhoneNumber]
    {
        try database.query(
            "SELECT number FROM voice_number WHERE number >= ?1 AND number <= ?2 ORDER BY number", range.lowerBound,
            range.upperBound
        ) { try $0.number(0) }
    }

    /// VOICE-1, question 6: 0AJ番号 are numbers of ten digits.
    package static func hasGeographic(_ contract: ContractCode, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM voice_number WHERE contract = ?1 AND length(number) = 10", contract)
    }

    /// Of open voice contracts whose access it is: ダイヤルイン番号, and 番号ごと付加機能 of all numbers.
    static func charged(
        onAccess access: ContractCode, _ database: Connection
    ) throws -> (dialIns: Int, features: Int) {
        let rows = try database.query(
            """
            SELECT n.features, count(*), sum(n.number <> n.base)
            FROM voice_number n JOIN voice_contract v ON v.code = n.contract JOIN service_contract c ON c.code = v.code
            WHERE v.access = ?1 AND c.state = 'open' GROUP BY n.features
            """, access
        ) { (features: try $0.value(0, as: NumberFeatures.self).count, numbers: $0.integer(1), dialIns: $0.integer(2)) }
        return rows.reduce((0, 0)) { ($0.0 + $1.dialIns, $0.1 + $1.features * $1.numbers) }
    }

    private static func number(_ row: Row) throws -> VoiceNumber {
        VoiceNumber(
            number: try row.number(0), base: try row.number(1), contract: try row.value(2), features: try row.value(3),
            since: try row.moment(4))
    }

    package static func add(
        _ numbers: [(PhoneNumber, NumberFeatures)], to base: PhoneNumber, of contract: ContractCode, at now: Moment,
        _ database: Connection
    ) throws {
        for (number, features) in numbers {
            try database.run(
                "INSERT INTO voice_number (number, base, contract, features, since) VALUES (?1, ?2, ?3, ?4, ?5)",
                number, base, contract, features, now)
        }
    }

    package static func set(_ features: NumberFeatures, of number: PhoneNumber, _ database: Connection) throws {
        try database.run("UPDATE voice_number SET features = ?2 WHERE number = ?1", number, features)
    }

    /// 電話帳掲載; an empty name: none.
    static func list(_ number: PhoneNumber, as name: String, _ database: Connection) throws {
        try database.run("UPDATE voice_number SET listing = ?2 WHERE number = ?1", number, name)
    }

    package static func remove(_ numbers: [PhoneNumber], _ database: Connection) throws {
        try database.run("DELETE FROM voice_number WHERE number IN list(?1)", List(numbers))
    }

    // MARK: For who compares

    /// What an exchange should have of every contract that is open.
    package static func register(_ database: Connection) throws -> [ContractCode: RegisteredContract] {
        var numbers: [ContractCode: [PhoneNumber: NumberFeatures]] = [:]
        try database.forEach("SELECT contract, number, features FROM voice_number") { row in
            numbers[try row.value(0), default: [:]][try row.number(1)] = try row.value(2)
        }
        return numbers.mapValues { RegisteredContract(numbers: $0) }
    }
}
