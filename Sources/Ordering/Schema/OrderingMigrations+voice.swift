import SQLite

extension OrderingMigrations {
    /// Voice contracts and their telephone numbers; 基本契約番号 stand among the numbers too.
    static let voice = Migration(
        name: "voice contracts",
        sql: """
            CREATE TABLE voice_group (
                code TEXT PRIMARY KEY,
                company_id INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX voice_group_of_company ON voice_group(company_id);
            CREATE TABLE voice_contract (
                code TEXT PRIMARY KEY REFERENCES service_contract(code),
                group_code TEXT NOT NULL REFERENCES voice_group(code),
                type TEXT NOT NULL,
                is_cloud_plan INTEGER NOT NULL,
                has_members_net INTEGER NOT NULL,
                is_in_emergency_area INTEGER NOT NULL,
                access TEXT REFERENCES service_contract(code)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX voice_contract_of_group ON voice_contract(group_code);
            CREATE INDEX voice_contract_on_access ON voice_contract(access) WHERE access IS NOT NULL;
            CREATE TABLE voice_base_number (
                number TEXT PRIMARY KEY,
                contract TEXT NOT NULL REFERENCES voice_contract(code)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX voice_base_number_of_contract ON voice_base_number(contract, number);
            CREATE TABLE voice_number (
                number TEXT PRIMARY KEY,
                base TEXT NOT NULL REFERENCES voice_base_number(number),
                contract TEXT NOT NULL REFERENCES voice_contract(code),
                features TEXT NOT NULL,
                listing TEXT NOT NULL DEFAULT '',
                since INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX voice_number_of_contract ON voice_number(contract, number);
            CREATE INDEX voice_number_of_base ON voice_number(base, number);
            """)

    /// What orders of telephone numbers are about, number by number; what was changed about them after 申し込む.
    static let voiceOrders = Migration(
        name: "voice orders",
        sql: """
            CREATE TABLE voice_order_number (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                number TEXT NOT NULL,
                base TEXT NOT NULL,
                change TEXT NOT NULL,
                features TEXT NOT NULL,
                features_before TEXT NOT NULL DEFAULT '',
                listing TEXT,
                PRIMARY KEY (order_number, number)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX voice_order_number_of_number ON voice_order_number(number);
            CREATE TABLE port_number (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                number TEXT NOT NULL,
                carrier TEXT NOT NULL,
                issuer TEXT NOT NULL,
                line_kind TEXT NOT NULL,
                holder TEXT,
                holder_kana TEXT DEFAULT '',
                address TEXT,
                holder_address TEXT NOT NULL,
                removes_wiring INTEGER,
                leaves_others INTEGER NOT NULL,
                state TEXT NOT NULL,
                refusal TEXT,
                dated_at INTEGER,
                changed_at INTEGER NOT NULL,
                PRIMARY KEY (order_number, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE service_order_amendment (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                sequence INTEGER NOT NULL,
                is_handed_over INTEGER NOT NULL DEFAULT 0,
                begins_at INTEGER,
                numbers TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (order_number, sequence)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX service_order_amendment_to_hand_over ON service_order_amendment(order_number, sequence)
                WHERE is_handed_over = 0;
            """)
}
