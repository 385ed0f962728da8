import SQLite
import Telephony

/// All SQL about runs of free numbers. There may be a million of them in a block of ten: none of these statements walks through them. A run's
/// *size* is its length as far as it can be asked for, which leaves few enough that the lowest of each is looked at.
enum FreeRunStore {
    /// The lowest run with so many numbers.
    static func lowest(
        _ count: Int, in area: String, except touched: Set<Int>, _ database: Connection
    ) throws -> NumberRun? {
        try database.first(
            """
            WITH RECURSIVE step (size) AS (
                SELECT min(size) FROM number_free_run WHERE area = ?1 AND size >= ?2
                UNION ALL
                SELECT (SELECT min(r.size) FROM number_free_run r WHERE r.area = ?1 AND r.size > step.size)
                FROM step WHERE step.size IS NOT NULL
            ), lowest (first) AS (
                SELECT (
                    SELECT min(r.first) FROM number_free_run r
                    WHERE r.area = ?1 AND r.size = step.size AND r.first NOT IN list(?3)
                ) FROM step WHERE step.size IS NOT NULL
            )
            SELECT first, count FROM number_free_run WHERE first = (SELECT min(first) FROM lowest)
            """, area, count, List(touched), row: run)
    }

    /// The largest runs, the lowest first among equals: as many as can be needed for so many numbers.
    static func largest(
        atMost count: Int, in area: String, except touched: Set<Int>, _ database: Connection
    ) throws -> [NumberRun] {
        try database.query(
            """
            SELECT first, count FROM number_free_run WHERE area = ?1 AND first NOT IN list(?3)
            ORDER BY size DESC, first LIMIT ?2
            """, area, count, List(touched), row: run)
    }

    /// How many numbers of a stretch are free.
    static func count(within places: Range<Int>, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT coalesce(sum(count), 0) FROM number_free_run WHERE first >= ?1 AND first < ?2", places.lowerBound,
            places.upperBound
        ) { $0.integer(0) } ?? 0
    }

    /// Takes as many of these numbers as are free; returns those, lowest first.
    static func take(_ wanted: NumberRun, _ database: Connection) throws -> [NumberRun] {
        let overlapping = try database.query(
            """
            SELECT first, count, area FROM number_free_run
            WHERE first >= coalesce((SELECT max(first) FROM number_free_run WHERE first <= ?1), ?1) AND first < ?2
            ORDER BY first
            """, wanted.places.lowerBound, wanted.places.upperBound
        ) { (run: run($0), area: $0.text(2)) }
        var taken: [NumberRun] = []
        for (stored, area) in overlapping {
            let part = stored.places.clamped(to: wanted.places)
            guard !part.isEmpty else { continue }
            try database.run("DELETE FROM number_free_run WHERE first = ?1", stored.places.lowerBound)
            for rest in stored.without(NumberRun(part)) { try insert(rest, area, database) }
            taken.append(NumberRun(part))
        }
        return taken
    }

    /// Numbers of one block become free, joined with what is free beside them there.
    static func add(_ freed: NumberRun, in block: NumberBlock, _ database: Connection) throws {
        let neighbours = try database.query(
            """
            SELECT first, count FROM number_free_run
            WHERE first = (SELECT max(first) FROM number_free_run WHERE first < ?1) AND first + count = ?1 OR first = ?2
            """, freed.places.lowerBound, freed.places.upperBound, row: run
        ).filter { block.run.places.contains($0.places.lowerBound) }
        for each in neighbours {
            try database.run("DELETE FROM number_free_run WHERE first = ?1", each.places.lowerBound)
        }
        for run in NumberRun.joined(neighbours + [freed]) { try insert(run, block.area, database) }
    }

    private static func insert(_ run: NumberRun, _ area: String, _ database: Connection) throws {
        try database.run(
            "INSERT INTO number_free_run (first, count, size, area) VALUES (?1, ?2, ?3, ?4)", run.places.lowerBound,
            run.count, min(run.count, NumberBlock.mostAtOnce), area)
    }

    private static func run(_ row: Row) -> NumberRun {
        NumberRun(row.integer(0)..<row.integer(0) + row.integer(1))
    }
}
