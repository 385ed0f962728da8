import SQLite

extension OrderingMigrations {
    /// Contracts of all services share one row of N番; orders are known by their numbers, which are given upwards. Of one Smart PBX
    /// contract one order at most is open, whatever a program believes.
    static let orders = Migration(
        name: "orders",
        sql: """
            CREATE TABLE service_contract (
                code TEXT PRIMARY KEY,
                company_id INTEGER NOT NULL,
                service TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('ordered', 'open', 'ended', 'void')),
                ordered_at INTEGER NOT NULL,
                opened_at INTEGER,
                ended_at INTEGER
            ) STRICT;
            CREATE INDEX service_contract_of_company ON service_contract(company_id, code);
            CREATE TABLE service_order (
                number INTEGER PRIMARY KEY,
                company_id INTEGER NOT NULL,
                contract TEXT NOT NULL REFERENCES service_contract(code),
                service TEXT NOT NULL,
                kind TEXT NOT NULL,
                state TEXT NOT NULL,
                state_before TEXT,
                is_divisible INTEGER NOT NULL,
                account TEXT NOT NULL,
                applied_at INTEGER NOT NULL,
                opening_day INTEGER NOT NULL,
                is_handed_over INTEGER NOT NULL DEFAULT 0,
                ended_at INTEGER,
                failure TEXT,
                is_simulated INTEGER NOT NULL DEFAULT 0,
                is_told_slow INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE INDEX service_order_of_company ON service_order(company_id, number);
            CREATE INDEX service_order_of_company_in_state ON service_order(company_id, state, number);
            CREATE INDEX service_order_of_contract ON service_order(contract, applied_at);
            CREATE INDEX service_order_under_way ON service_order(state, applied_at)
                WHERE state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation');
            CREATE UNIQUE INDEX service_order_open ON service_order(contract)
                WHERE service = 'smartPBX'
                    AND state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation');
            CREATE TABLE service_order_person (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                role TEXT NOT NULL CHECK (role IN ('contact', 'technical')),
                company TEXT NOT NULL,
                department TEXT NOT NULL,
                person TEXT NOT NULL,
                kana TEXT NOT NULL,
                telephone TEXT NOT NULL,
                mail TEXT NOT NULL,
                PRIMARY KEY (order_number, role)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE service_order_mail (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                mail TEXT NOT NULL,
                PRIMARY KEY (order_number, place)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE service_order_billing (
                order_number INTEGER PRIMARY KEY REFERENCES service_order(number) ON DELETE CASCADE,
                postal_code TEXT NOT NULL,
                prefecture INTEGER NOT NULL,
                city TEXT NOT NULL,
                building TEXT NOT NULL,
                addressee TEXT NOT NULL,
                customer_kind TEXT NOT NULL
            ) STRICT;
            CREATE TABLE service_order_sales (
                order_number INTEGER PRIMARY KEY REFERENCES service_order(number) ON DELETE CASCADE,
                channel TEXT NOT NULL,
                person TEXT NOT NULL
            ) STRICT;
            CREATE TABLE service_order_consent (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                document TEXT NOT NULL,
                version TEXT NOT NULL,
                sha256 TEXT NOT NULL,
                account TEXT NOT NULL,
                client TEXT NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (order_number, document)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE service_order_event (
                id INTEGER PRIMARY KEY,
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                at INTEGER NOT NULL,
                event TEXT NOT NULL,
                state TEXT NOT NULL,
                by TEXT NOT NULL,
                is_refused INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX service_order_event_of_order ON service_order_event(order_number, id);
            CREATE TABLE exchange_cursor (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                sequence INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE order_draft (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                company_id INTEGER NOT NULL,
                account TEXT NOT NULL,
                service TEXT NOT NULL,
                kind TEXT NOT NULL,
                answers TEXT NOT NULL,
                version INTEGER NOT NULL DEFAULT 1,
                begun_at INTEGER NOT NULL,
                changed_at INTEGER NOT NULL,
                submits_at INTEGER,
                submits_from TEXT,
                is_told INTEGER NOT NULL DEFAULT 0,
                order_number INTEGER REFERENCES service_order(number)
            ) STRICT;
            CREATE INDEX order_draft_of_company ON order_draft(company_id, changed_at);
            CREATE INDEX order_draft_submits ON order_draft(submits_at) WHERE submits_at IS NOT NULL;
            """)
}
