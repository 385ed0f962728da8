import SQLite

extension SettingsMigrations {
    /// The settings of each contract, and what the test calls have found. A contract is monitored from the moment when its
    /// service is on and it has a monitor number; the triggers say whose monitoring may have changed, whoever wrote.
    static let faultNotification = Migration(
        name: "fault notification",
        sql: """
            CREATE TABLE fault_notification (
                contract_id INTEGER PRIMARY KEY REFERENCES contract(id) ON DELETE CASCADE,
                customer_name TEXT NOT NULL DEFAULT '',
                site_name TEXT NOT NULL DEFAULT '',
                mail_version INTEGER NOT NULL DEFAULT 0,
                addresses_version INTEGER NOT NULL DEFAULT 0,
                starts_forwarding INTEGER NOT NULL DEFAULT 0,
                stops_forwarding INTEGER NOT NULL DEFAULT 0,
                automatic_version INTEGER NOT NULL DEFAULT 0,
                is_on INTEGER NOT NULL DEFAULT 0,
                service_version INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE TABLE fault_notification_address (
                contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 20),
                address TEXT NOT NULL,
                is_ticked INTEGER NOT NULL,
                hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 7),
                PRIMARY KEY (contract_id, place)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE monitored_line (
                contract_id INTEGER PRIMARY KEY REFERENCES contract(id) ON DELETE CASCADE,
                number TEXT NOT NULL,
                condition TEXT NOT NULL DEFAULT 'undecided' CHECK (condition IN ('undecided', 'normal', 'faulty')),
                since INTEGER NOT NULL,
                successes INTEGER NOT NULL DEFAULT 0,
                failures INTEGER NOT NULL DEFAULT 0,
                called_at INTEGER,
                outcome TEXT,
                strip_end INTEGER NOT NULL DEFAULT 0,
                strip BLOB NOT NULL DEFAULT x''
            ) STRICT;
            CREATE INDEX monitored_line_suspect ON monitored_line(contract_id) WHERE failures > 0 AND condition <> 'faulty';
            CREATE INDEX monitored_line_condition ON monitored_line(condition);
            CREATE TABLE line_fault (
                id INTEGER PRIMARY KEY,
                contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                number TEXT NOT NULL,
                began_at INTEGER NOT NULL,
                ended_at INTEGER,
                ending TEXT CHECK (ending IN ('recovered', 'unwatched')),
                forwarding TEXT NOT NULL CHECK (forwarding IN ('notWanted', 'started', 'wasOn', 'impossible'))
            ) STRICT;
            CREATE INDEX line_fault_of_contract ON line_fault(contract_id, id);
            CREATE TABLE line_monitor_guard (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                is_on INTEGER NOT NULL,
                since INTEGER NOT NULL,
                suspects INTEGER NOT NULL,
                lines INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE line_monitor_change (contract_id INTEGER PRIMARY KEY) STRICT;
            CREATE TRIGGER line_monitor_service_made AFTER INSERT ON fault_notification
            BEGIN INSERT OR IGNORE INTO line_monitor_change VALUES (new.contract_id); END;
            CREATE TRIGGER line_monitor_service_turned AFTER UPDATE OF is_on ON fault_notification
            BEGIN INSERT OR IGNORE INTO line_monitor_change VALUES (new.contract_id); END;
            CREATE TRIGGER line_monitor_number_set AFTER UPDATE OF monitor_number ON contract
            BEGIN INSERT OR IGNORE INTO line_monitor_change VALUES (new.id); END;
            CREATE TRIGGER line_monitor_contract_removed AFTER DELETE ON contract
            BEGIN INSERT OR IGNORE INTO line_monitor_change VALUES (old.id); END;
            CREATE TRIGGER line_monitor_service_sold AFTER INSERT ON service WHEN new.name = 'faultNotification'
            BEGIN INSERT OR IGNORE INTO line_monitor_change VALUES (new.contract_id); END;
            CREATE TRIGGER line_monitor_service_ended AFTER DELETE ON service WHEN old.name = 'faultNotification'
            BEGIN INSERT OR IGNORE INTO line_monitor_change VALUES (old.contract_id); END;
            """)
}
