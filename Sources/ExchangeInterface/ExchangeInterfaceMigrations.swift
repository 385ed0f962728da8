package import SQLite

/// The tables of the door for a real exchange: nobody else's refer to them, nor they to anybody's.
package enum ExchangeInterfaceMigrations {
    /// In the order in which they were added. Append only.
    package static let all = [door, program, officeLink]

    /// An order without a contract has not come yet, and is cancelled already.
    static let door = Migration(
        name: "exchange interface",
        sql: """
            CREATE TABLE interface_order (
                number INTEGER PRIMARY KEY,
                contract TEXT NOT NULL,
                kind TEXT NOT NULL,
                channels INTEGER NOT NULL,
                begins_at INTEGER,
                equipment_at INTEGER,
                taken_at INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN
                    ('acknowledged', 'pending', 'inProgress', 'completed', 'partial', 'failed', 'cancelled')),
                failure TEXT,
                cancellation TEXT CHECK (cancellation IN ('asked', 'granted', 'refused')),
                equipment_done INTEGER NOT NULL DEFAULT 0,
                expected_at INTEGER,
                note TEXT
            ) STRICT;
            CREATE INDEX interface_order_state ON interface_order(state, number);
            CREATE INDEX interface_order_cancellation ON interface_order(cancellation, number)
                WHERE cancellation IS NOT NULL;
            CREATE TABLE interface_order_line (
                order_number INTEGER NOT NULL REFERENCES interface_order(number) ON DELETE CASCADE,
                digits TEXT NOT NULL,
                device TEXT NOT NULL,
                PRIMARY KEY (order_number, digits)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE interface_order_change (
                order_number INTEGER NOT NULL REFERENCES interface_order(number) ON DELETE CASCADE,
                digits TEXT NOT NULL,
                becomes TEXT,
                PRIMARY KEY (order_number, digits)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE interface_order_number (
                order_number INTEGER NOT NULL REFERENCES interface_order(number) ON DELETE CASCADE,
                number TEXT NOT NULL,
                change TEXT NOT NULL,
                features TEXT NOT NULL,
                carrier TEXT,
                holder TEXT,
                address TEXT,
                leaves_others INTEGER,
                step TEXT,
                step_detail TEXT,
                amended INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (order_number, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE interface_amendment (
                order_number INTEGER NOT NULL REFERENCES interface_order(number) ON DELETE CASCADE,
                sequence INTEGER NOT NULL,
                begins_at INTEGER,
                PRIMARY KEY (order_number, sequence)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE interface_report (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                order_number INTEGER NOT NULL,
                event TEXT NOT NULL,
                failure TEXT,
                number TEXT,
                detail TEXT,
                at INTEGER NOT NULL
            ) STRICT;
            """)

    /// What a stand-in says is known as such; and where the program `hikari exchange run` keeps how far it has said what there was to say.
    static let program = Migration(
        name: "exchange program",
        sql: """
            ALTER TABLE interface_report ADD COLUMN simulated INTEGER NOT NULL DEFAULT 0;
            CREATE TABLE interface_program (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                said INTEGER NOT NULL
            ) STRICT;
            """)

    /// オフィスリンク間通信チャネル after an order; nothing: it leaves them as they are.
    static let officeLink = Migration(
        name: "exchange interface office link",
        sql: "ALTER TABLE interface_order ADD COLUMN office_link_channels INTEGER;")
}
