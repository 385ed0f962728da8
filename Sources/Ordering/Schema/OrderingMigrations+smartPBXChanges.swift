import SQLite

extension OrderingMigrations {
    /// Orders that change a contract: `smart_pbx_order` says what the contract has after them, `smart_pbx_order_extension` which
    /// extensions come, go or get another number (the old ones), and `smart_pbx_change` what there was before. Orders know the window
    /// of the night that they, or their 設備工事, wait for.
    static let smartPBXChanges = Migration(
        name: "smart pbx changes",
        sql: """
            CREATE TABLE smart_pbx_change (
                order_number INTEGER PRIMARY KEY REFERENCES smart_pbx_order(order_number) ON DELETE CASCADE,
                site_digits_before INTEGER NOT NULL,
                device_digits_before INTEGER NOT NULL,
                extensions_before INTEGER NOT NULL,
                extensions_after INTEGER NOT NULL,
                added_before INTEGER NOT NULL
            ) STRICT;
            ALTER TABLE service_order ADD COLUMN begins_at INTEGER;
            ALTER TABLE service_order ADD COLUMN equipment_at INTEGER;
            ALTER TABLE service_order ADD COLUMN equipment_ended_at INTEGER;
            ALTER TABLE service_order ADD COLUMN is_cancellation_asked INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX service_order_to_cancel ON service_order(number)
                WHERE state = 'assessingCancellation' AND is_cancellation_asked = 0;
            DROP INDEX service_order_to_tell_of;
            CREATE INDEX service_order_to_tell_of ON service_order(applied_at)
                WHERE state IN ('acknowledged', 'scheduled', 'inProgress') AND is_told_slow = 0;
            DROP INDEX service_order_told_of;
            CREATE INDEX service_order_told_of ON service_order(number)
                WHERE state IN ('acknowledged', 'scheduled', 'inProgress') AND is_told_slow = 1;
            ALTER TABLE order_draft ADD COLUMN contract TEXT;
            DROP INDEX order_draft_of_company;
            CREATE INDEX order_draft_of_company ON order_draft(company_id, changed_at, id, service, order_number, contract)
                WHERE order_number IS NULL;
            """)
}
