import SQLite
import Settings
import Testing

@testable import hikari

@Suite struct CallCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
    }

    @Test func `CALL-1 the operator reads the way of a call and the rule at each step`() async throws {
        #expect(await hikari("contract add --number 0312340001 --additional 0312340002").status == 0)
        let rings = await hikari("call explain 0312340001")
        #expect(rings.output == ["0312340001: rings (no service touches it)", "rings at 0312340001"])
        let database = try Database(path: hikari.data + "/hikari.sqlite", migrationLists: DataFolder.migrations)
        try await database.write { database in
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (1, 1, 1, 0, 'operator')"
            )
            try database.run(
                """
                INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
                VALUES (1, '0312340001', '0312340002', 1)
                """)
        }
        database.close()
        let busy = await hikari("call explain 03-1234-0001 --from withheld")
        #expect(
            busy.output == [
                "0312340001: forwarded to 0312340002 (bulk forwarding)",
                "0312340002: busy tone (bulk forwarding, no destination)",
                "the caller hears the busy tone at 0312340002",
            ])
        let asked = await hikari("call explain 0312340001 --from withheld --number-request")
        #expect(asked.output.first == "0312340001: number request announcement (number request)")
        let json = await hikari("call explain 0312340001 --json")
        #expect(json.output.first?.contains("\"end\":\"busy\"") == true && json.output.count == 1)
        let before = await hikari("call explain 0312340001 --at 2020-01-01T00:00")
        #expect(before.output.last == "rings at 0312340001")
    }

    @Test func `CALL-1 a call that cannot be thought of is wrong usage, a number of nobody is refused`() async {
        #expect(await hikari("contract add --number 0312340001").status == 0)
        #expect(await hikari("call explain 0312340001 --from somebody").status == 2)
        #expect(await hikari("call explain 0312340001 --at 2999-01-01").status == 2)
        let unknown = await hikari("call explain 0399999999")
        #expect(unknown.status == 1 && unknown.errors == ["hikari: 0399999999 is not a number of a contract here"])
    }
}
