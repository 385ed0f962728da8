package import Exchange
package import SQLite

/// What is stored of the settings of a contract as a whole.
package enum ExtensionSettingsStore {
    package static func setUp(of code: ContractCode, _ database: Connection) throws -> ExtensionSettings.SetUp {
        let done = try database.first("SELECT steps_done FROM smart_pbx_settings WHERE code = ?1", code) {
            $0.integer(0)
        }
        return ExtensionSettings.SetUp(done: done ?? 0)
    }

    package static func set(
        _ setUp: ExtensionSettings.SetUp, of code: ContractCode, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO smart_pbx_settings (code, steps_done) VALUES (?1, ?2)
            ON CONFLICT (code) DO UPDATE SET steps_done = excluded.steps_done
            """, code, setUp.done)
    }
}
