package import Exchange
package import SQLite
package import Telephony

/// All SQL about blocks, and about their numbers that are not free.
package enum NumberBlockStore {
    // MARK: Blocks

    package static func blocks(_ database: Connection) throws -> [NumberBlock] {
        try database.query("SELECT id, area, first, count FROM number_block ORDER BY first", row: block)
    }

    /// All its numbers are free.
    static func add(_ run: NumberRun, area: String, _ database: Connection) throws {
        try database.run(
            "INSERT INTO number_block (area, first, count) VALUES (?1, ?2, ?3)", area, run.places.lowerBound, run.count)
        let block = NumberBlock(id: database.lastInsertedID, area: area, run: run)
        try FreeRunStore.add(run, in: block, database)
    }

    static func block(overlapping run: NumberRun, _ database: Connection) throws -> NumberBlock? {
        try database.first(
            "SELECT id, area, first, count FROM number_block WHERE first < ?2 AND first + count > ?1",
            run.places.lowerBound, run.places.upperBound, row: block)
    }

    /// The one that a number is in.
    static func block(of place: Int, _ database: Connection) throws -> NumberBlock? {
        try database.first(
            "SELECT id, area, first, count FROM number_block WHERE first <= ?1 AND first + count > ?1", place,
            row: block)
    }

    /// Which numbers a base number may have more of; nil where there are none like it.
    package static func area(
        of kind: VoiceNumberKind, beside base: PhoneNumber, _ database: Connection
    ) throws -> String? {
        switch kind {
        case .ip: return VoiceNumberKind.ipArea
        case .geographic:
            guard VoiceNumberKind(base) == .geographic else { return nil }
            let beginnings = NumberBlock.areaDigits.map { String(base.digits.prefix($0)) }
            return try database.first(
                "SELECT area FROM number_block WHERE area IN list(?1) ORDER BY length(area) DESC LIMIT 1",
                List(beginnings)
            ) { $0.text(0) }
        }
    }

    package static func tally(of block: NumberBlock, _ database: Connection) throws -> NumberTally {
        var tally = NumberTally(free: try FreeRunStore.count(within: block.run.places, database))
        try database.forEach(
            "SELECT state, count(*) FROM number_taken WHERE number >= ?1 AND number < ?2 GROUP BY state",
            block.run.places.lowerBound, block.run.places.upperBound
        ) { row in
            switch NumberState(rawValue: row.text(0)) {
            case .held: tally.held = row.integer(1)
            case .reserved: tally.reserved = row.integer(1)
            case .given: tally.given = row.integer(1)
            case .quarantined: tally.quarantined = row.integer(1)
            case nil: break
            }
        }
        return tally
    }

    private static func block(_ row: Row) -> NumberBlock {
        NumberBlock(
            id: row.integer(0), area: row.text(1), run: NumberRun(row.integer(2)..<row.integer(2) + row.integer(3)))
    }

    // MARK: Orders

    /// What would be had, wish by wish; each sees what those before it have taken.
    package static func offers(
        for wishes: [NumberWish], _ database: Connection
    ) throws -> [Result<NumberOffer, TooFewNumbers>] {
        var free = FreeNumbers()
        return try wishes.enumerated().map { place, wish in
            try free.choose(place, wish.count, in: try area(of: wish.kind, beside: wish.base, database), database)
        }
    }

    /// Takes what `offers` offers, all of it or nothing.
    /// - Throws: `TooFewNumbers`.
    package static func hold(
        _ wishes: [NumberWish], for order: OrderNumber, _ database: Connection
    ) throws -> [NumberOffer] {
        let offers = try offers(for: wishes, database).map { try $0.get() }
        for run in offers.flatMap(\.runs) {
            for part in try FreeRunStore.take(run, database) {
                try database.run(
                    "INSERT INTO number_taken (number, state, order_number) SELECT value, 'held', ?2 FROM list(?1)",
                    List(part.places), order)
            }
        }
        return offers
    }

    /// What the order holds, lowest first.
    package static func held(by order: OrderNumber, _ database: Connection) throws -> [PhoneNumber] {
        try places(heldBy: order, database).map(PhoneNumber.init(place:))
    }

    private static func places(heldBy order: OrderNumber, _ database: Connection) throws -> [Int] {
        try database.query("SELECT number FROM number_taken WHERE order_number = ?1 ORDER BY number", order) {
            $0.integer(0)
        }
    }

    /// The order is carried out.
    package static func give(heldBy order: OrderNumber, _ database: Connection) throws {
        try database.run(
            """
            UPDATE number_taken SET state = 'given', order_number = NULL, reservation_id = NULL WHERE order_number = ?1
            """, order)
    }

    /// The order comes to nothing. What a code had brought waits for the code again.
    package static func release(heldBy order: OrderNumber, _ database: Connection) throws {
        try NumberReservationStore.takeBack(usedBy: order, database)
        try free(try places(heldBy: order, database), database)
    }

    // MARK: What is in use

    /// Those that wait for an order or a 予約コード, or have ended not long ago.
    package static func waiting(among numbers: [PhoneNumber], _ database: Connection) throws -> [PhoneNumber] {
        try database.query(
            "SELECT number FROM number_taken WHERE number IN list(?1) AND state <> 'given' ORDER BY number",
            List(numbers.map(\.place))
        ) { PhoneNumber(place: $0.integer(0)) }
    }

    /// Numbers that somebody has without having ordered them here; those in no block are none of ours. Whoever has one already keeps it.
    /// - Throws: `NumbersNotFree`.
    package static func giveDirectly(_ numbers: [PhoneNumber], _ database: Connection) throws {
        let standing = try waiting(among: numbers, database)
        guard standing.isEmpty else { throw NumbersNotFree(numbers: standing) }
        for run in NumberRun.runs(of: Set(numbers.map(\.place))) {
            for part in try FreeRunStore.take(run, database) {
                try database.run(
                    "INSERT INTO number_taken (number, state) SELECT value, 'given' FROM list(?1)", List(part.places))
            }
        }
    }

    /// Numbers that end; those in no block are none of ours.
    package static func retire(_ numbers: [PhoneNumber], at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            UPDATE number_taken SET state = 'quarantined', ended_at = ?2 WHERE number IN list(?1) AND state = 'given'
            """, List(numbers.map(\.place)), now)
    }

    /// Frees numbers that have been unused long enough; returns how many.
    static func free(endedBefore moment: Moment, atMost count: Int, _ database: Connection) throws -> Int {
        let places = try database.query(
            "SELECT number FROM number_taken WHERE ended_at <= ?1 ORDER BY ended_at, number LIMIT ?2", moment, count
        ) { $0.integer(0) }
        try free(places, database)
        return places.count
    }

    static func free(_ places: [Int], _ database: Connection) throws {
        try database.run("DELETE FROM number_taken WHERE number IN list(?1)", List(places))
        for run in NumberRun.runs(of: places) {
            var rest: NumberRun? = run
            while let left = rest, let block = try block(of: left.places.lowerBound, database) {
                let part = NumberRun(left.places.clamped(to: block.run.places))
                try FreeRunStore.add(part, in: block, database)
                rest = left.without(part).first
            }
        }
    }
}

/// Numbers that wait for an order or a code, or have ended not long ago.
package struct NumbersNotFree: Error, Sendable, Equatable {
    package let numbers: [PhoneNumber]
}
