import SQLite

extension AccountMigrations {
    /// FWD-12: the telephones that may act for a contract, which need not be numbers of it, and their PIN. Wrong PINs are refusals like any
    /// other, of which a flood is cut back.
    static let telephonePINs = Migration(
        name: "PINs of the telephone",
        sql: """
            CREATE TABLE telephone_pin (
                contract_id INTEGER PRIMARY KEY REFERENCES contract(id) ON DELETE CASCADE,
                version INTEGER NOT NULL,
                hash BLOB NOT NULL,
                salt BLOB NOT NULL,
                scrypt_n INTEGER NOT NULL,
                scrypt_r INTEGER NOT NULL,
                scrypt_p INTEGER NOT NULL,
                set_at INTEGER NOT NULL,
                failures INTEGER NOT NULL DEFAULT 0,
                voided_at INTEGER
            ) STRICT;
            CREATE INDEX telephone_pin_voided ON telephone_pin(voided_at) WHERE voided_at IS NOT NULL;
            CREATE TABLE telephone_pin_caller (
                contract_id INTEGER NOT NULL REFERENCES telephone_pin(contract_id) ON DELETE CASCADE,
                number TEXT NOT NULL,
                PRIMARY KEY (contract_id, number)
            ) STRICT, WITHOUT ROWID;
            DROP INDEX audit_of_refusals;
            CREATE INDEX audit_of_refusals ON audit(contract_id, at)
                WHERE event IN ('sign-in.failed', 'sign-in.refused', 'sign-in.throttled', 'telephone-pin.wrong');
            CREATE INDEX telephone_pin_caller_by_number ON telephone_pin_caller(number);
            """)
}
