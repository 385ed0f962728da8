import Settings
import SQLite
import Telephony
import Testing

@testable import hikari

@Suite struct ForwardingCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
    }

    @Test func `FWD-9 forwarding that is on is stopped with its reason, once`() async throws {
        let added = await hikari("contract add --number 0312340001 --additional 0312340002")
        #expect(added.status == 0)
        let database = try Database(path: hikari.data + "/hikari.sqlite", migrationLists: DataFolder.migrations)
        try await database.write { database in
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (1, 1, 1, 0, 'operator')"
            )
        }
        let arguments = ["forwarding", "stop", "0312340002", "--reason", "転送先からのお申し出", "--data", hikari.data]
        let first = await hikari.run(arguments)
        #expect(first.status == 0 && first.output == ["stopped the forwarding of the contract of 0312340002"])
        let stored = try database.read { database in
            try database.first("SELECT is_on, reason, by_kind FROM bulk_forwarding") {
                ($0.flag(0), $0.optionalText(1), $0.text(2))
            }
        }
        #expect(stored.map { !$0.0 && $0.1 == "転送先からのお申し出" && $0.2 == "operator" } == true)
        database.close()
        #expect(await hikari.run(arguments).output == ["the contract of 0312340002 forwards nothing already"])
    }

    @Test func `FWD-9 without a reason that can be read nothing is stopped`() async {
        _ = await hikari("contract add --number 0312340001")
        #expect(await hikari("forwarding stop 0312340001").status == 2)
        for reason in ["", "  ", String(repeating: "長", count: BulkForwardingOperator.longestReason + 1), "a\u{7}b"] {
            let call = await hikari.run(["forwarding", "stop", "0312340001", "--reason", reason, "--data", hikari.data])
            #expect(call.status == 2 && call.errors.count == 1)
        }
        let unknown = await hikari.run(["forwarding", "stop", "0399999999", "--reason", "why", "--data", hikari.data])
        #expect(unknown.status == 1 && unknown.errors == ["hikari: 0399999999 is not a number of a contract here"])
    }
}
