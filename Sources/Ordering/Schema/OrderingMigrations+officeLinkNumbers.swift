import SQLite

extension OrderingMigrations {
    /// オフィスリンク内線番号 of contracts, and where they stand in groups and as targets. Who loses one loses the target, or the member, only.
    /// Calls over an Office Link have channels of their own.
    static let officeLinkNumbers = Migration(
        name: "office link numbers",
        sql: """
            CREATE TABLE smart_pbx_office_link_number (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                code TEXT NOT NULL REFERENCES smart_pbx_office_link(code) ON DELETE CASCADE,
                digits TEXT NOT NULL,
                UNIQUE (code, digits)
            ) STRICT;
            CREATE TABLE smart_pbx_group_link_member (
                group_id INTEGER NOT NULL REFERENCES smart_pbx_group(id) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                link_id INTEGER NOT NULL REFERENCES smart_pbx_office_link_number(id) ON DELETE CASCADE,
                PRIMARY KEY (group_id, place)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX smart_pbx_group_of_link ON smart_pbx_group_link_member(link_id, group_id);
            ALTER TABLE smart_pbx_group ADD COLUMN next_link INTEGER
                REFERENCES smart_pbx_office_link_number(id) ON DELETE SET NULL;
            CREATE INDEX smart_pbx_group_to_link ON smart_pbx_group(next_link) WHERE next_link IS NOT NULL;
            ALTER TABLE smart_pbx_line ADD COLUMN link_id INTEGER
                REFERENCES smart_pbx_office_link_number(id) ON DELETE SET NULL;
            CREATE INDEX smart_pbx_line_to_link ON smart_pbx_line(link_id) WHERE link_id IS NOT NULL;
            ALTER TABLE extension_absence_target ADD COLUMN link_id INTEGER
                REFERENCES smart_pbx_office_link_number(id) ON DELETE CASCADE;
            CREATE INDEX extension_absence_to_link ON extension_absence_target(link_id) WHERE link_id IS NOT NULL;
            ALTER TABLE extension_call ADD COLUMN is_over_office_link INTEGER NOT NULL DEFAULT 0;
            """)
}
