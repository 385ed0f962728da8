package import SQLite

/// The tables of the simulated exchange: nobody else's refer to them, nor they to anybody's.
package enum ExchangeSimulatorMigrations {
    /// In the order in which they were added. Append only.
    package static let all = [simulator, changes, contacts, numbers, officeLink]

    /// A line that an order under way has registered already bears its number; it is nobody's once the contract is open.
    static let simulator = Migration(
        name: "exchange simulator",
        sql: """
            CREATE TABLE exchange_order (
                number INTEGER PRIMARY KEY,
                contract TEXT NOT NULL,
                channels INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('taken', 'working', 'done', 'failed', 'cancelled')),
                taken_at INTEGER NOT NULL,
                begins_at INTEGER NOT NULL,
                begun_at INTEGER,
                takes INTEGER,
                ended_at INTEGER
            ) STRICT;
            CREATE INDEX exchange_order_to_begin ON exchange_order(begins_at) WHERE state = 'taken';
            CREATE INDEX exchange_order_to_end ON exchange_order(begun_at) WHERE state = 'working';
            CREATE INDEX exchange_order_state ON exchange_order(state);
            CREATE TABLE exchange_order_line (
                order_number INTEGER NOT NULL REFERENCES exchange_order(number) ON DELETE CASCADE,
                digits TEXT NOT NULL,
                device TEXT NOT NULL,
                PRIMARY KEY (order_number, digits)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE exchange_contract (
                code TEXT PRIMARY KEY,
                channels INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE exchange_line (
                contract TEXT NOT NULL,
                digits TEXT NOT NULL,
                device TEXT NOT NULL,
                order_number INTEGER,
                PRIMARY KEY (contract, digits)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE exchange_report (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                order_number INTEGER NOT NULL,
                event TEXT NOT NULL,
                failure TEXT,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE exchange_setting (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                mode TEXT NOT NULL CHECK (mode IN ('up', 'refuse', 'fail', 'slow', 'down'))
            ) STRICT;
            """)

    /// Orders that change a contract or end it. A line that goes has no number that it becomes.
    static let changes = Migration(
        name: "exchange changes",
        sql: """
            ALTER TABLE exchange_order ADD COLUMN kind TEXT NOT NULL DEFAULT 'open';
            ALTER TABLE exchange_order ADD COLUMN equipment_at INTEGER;
            ALTER TABLE exchange_order ADD COLUMN equipment_ended_at INTEGER;
            CREATE INDEX exchange_order_equipment ON exchange_order(equipment_at)
                WHERE equipment_at IS NOT NULL AND equipment_ended_at IS NULL;
            CREATE TABLE exchange_order_change (
                order_number INTEGER NOT NULL REFERENCES exchange_order(number) ON DELETE CASCADE,
                digits TEXT NOT NULL,
                becomes TEXT,
                PRIMARY KEY (order_number, digits)
            ) STRICT, WITHOUT ROWID;
            """)

    /// Where devices have registered, for the next start of the program.
    static let contacts = Migration(
        name: "exchange contacts",
        sql: """
            CREATE TABLE exchange_contact (
                user_id TEXT NOT NULL,
                place INTEGER NOT NULL,
                uri TEXT NOT NULL,
                call_id TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                until INTEGER NOT NULL,
                preference INTEGER,
                device INTEGER NOT NULL,
                address TEXT NOT NULL,
                port INTEGER NOT NULL,
                is_stream INTEGER NOT NULL,
                PRIMARY KEY (user_id, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX exchange_contact_until ON exchange_contact(until);
            """)

    /// Telephone numbers, and what other carriers would answer about theirs. A number that an order under way has connected already bears
    /// that order.
    static let numbers = Migration(
        name: "exchange telephone numbers",
        sql: """
            CREATE TABLE exchange_number (
                number TEXT PRIMARY KEY,
                contract TEXT NOT NULL,
                features TEXT NOT NULL,
                order_number INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX exchange_number_of_contract ON exchange_number(contract);
            CREATE INDEX exchange_number_of_order ON exchange_number(order_number) WHERE order_number IS NOT NULL;
            CREATE TABLE exchange_order_number (
                order_number INTEGER NOT NULL REFERENCES exchange_order(number) ON DELETE CASCADE,
                number TEXT NOT NULL,
                change TEXT NOT NULL,
                features TEXT NOT NULL,
                carrier TEXT,
                holder TEXT,
                address TEXT,
                leaves_others INTEGER,
                step TEXT CHECK (step IN ('confirming', 'dated', 'refused')),
                step_at INTEGER,
                PRIMARY KEY (order_number, number)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX exchange_order_number_confirming ON exchange_order_number(step_at) WHERE step = 'confirming';
            CREATE TABLE exchange_donor (
                number TEXT PRIMARY KEY,
                carrier TEXT NOT NULL,
                holder TEXT NOT NULL,
                address TEXT NOT NULL,
                has_others INTEGER NOT NULL,
                refusal TEXT
            ) STRICT, WITHOUT ROWID;
            ALTER TABLE exchange_order ADD COLUMN amended INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE exchange_report ADD COLUMN number TEXT;
            ALTER TABLE exchange_report ADD COLUMN detail TEXT;
            """)

    /// オフィスリンク間通信チャネル: what contracts have, and what orders make of it (nothing: they leave it as it is).
    static let officeLink = Migration(
        name: "exchange office link",
        sql: """
            ALTER TABLE exchange_contract ADD COLUMN office_link_channels INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE exchange_order ADD COLUMN office_link_channels INTEGER;
            """)
}
