import SQLite

extension OrderingMigrations {
    /// What pages and duties look for again and again is a small part of what is stored for years: each of them has an index of that part
    /// alone. SQLite uses one only where a statement says the very words behind its WHERE, and counts in one only what its columns answer.
    static let lists = Migration(
        name: "ordering lists",
        sql: """
            CREATE INDEX service_contract_there ON service_contract(company_id, service, code, state)
                WHERE state IN ('ordered', 'open');
            CREATE INDEX service_order_of_company_under_way ON service_order(company_id, number)
                WHERE state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation');
            CREATE INDEX service_order_to_hand_over ON service_order(applied_at, number)
                WHERE state = 'acknowledged' AND is_handed_over = 0;
            CREATE INDEX service_order_to_tell_of ON service_order(applied_at)
                WHERE state IN ('acknowledged', 'inProgress') AND is_told_slow = 0;
            CREATE INDEX service_order_told_of ON service_order(number)
                WHERE state IN ('acknowledged', 'inProgress') AND is_told_slow = 1;
            DROP INDEX order_draft_of_company;
            CREATE INDEX order_draft_of_company ON order_draft(company_id, changed_at, id, service, order_number)
                WHERE order_number IS NULL;
            CREATE INDEX order_draft_age ON order_draft(changed_at, is_told, order_number);
            """)
}
