import SQLite

extension OrderingMigrations {
    /// Numbers stand as whole numbers, without the 0 before them. What is free stands in runs, what is not number by number; a number of a
    /// block is in one of the two tables, never in both.
    static let numberBlocks = Migration(
        name: "number blocks",
        sql: """
            CREATE TABLE number_block (
                id INTEGER PRIMARY KEY,
                area TEXT NOT NULL,
                first INTEGER NOT NULL UNIQUE,
                count INTEGER NOT NULL CHECK (count > 0)
            ) STRICT;
            CREATE INDEX number_block_of_area ON number_block(area);
            CREATE TABLE number_free_run (
                first INTEGER PRIMARY KEY,
                count INTEGER NOT NULL CHECK (count > 0),
                size INTEGER NOT NULL CHECK (size <= count),
                area TEXT NOT NULL
            ) STRICT;
            CREATE INDEX number_free_run_by_size ON number_free_run(area, size DESC, first);
            CREATE TABLE number_reservation (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL UNIQUE,
                company_id INTEGER NOT NULL REFERENCES company(id),
                area TEXT NOT NULL,
                made_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                order_number INTEGER
            ) STRICT;
            CREATE INDEX number_reservation_waiting ON number_reservation(expires_at) WHERE order_number IS NULL;
            CREATE INDEX number_reservation_of_order ON number_reservation(order_number)
                WHERE order_number IS NOT NULL;
            CREATE TABLE number_taken (
                number INTEGER PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('held', 'reserved', 'given', 'quarantined')),
                order_number INTEGER CHECK ((order_number IS NOT NULL) = (state = 'held')),
                reservation_id INTEGER REFERENCES number_reservation(id)
                    CHECK (CASE state WHEN 'held' THEN TRUE ELSE (reservation_id IS NOT NULL) = (state = 'reserved') END),
                ended_at INTEGER CHECK ((ended_at IS NOT NULL) = (state = 'quarantined'))
            ) STRICT;
            CREATE INDEX number_taken_of_order ON number_taken(order_number) WHERE order_number IS NOT NULL;
            CREATE INDEX number_taken_of_reservation ON number_taken(reservation_id) WHERE reservation_id IS NOT NULL;
            CREATE INDEX number_taken_ended ON number_taken(ended_at) WHERE ended_at IS NOT NULL;
            CREATE TABLE number_reservation_miss (
                company_id INTEGER NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX number_reservation_miss_of_company ON number_reservation_miss(company_id, at);
            """)

    /// Which wrong code it was: each is counted once.
    static let codeMisses = Migration(
        name: "code misses",
        sql: """
            ALTER TABLE number_reservation_miss ADD COLUMN code TEXT;
            CREATE UNIQUE INDEX number_reservation_miss_once ON number_reservation_miss(company_id, code)
                WHERE code IS NOT NULL;
            """)
}
