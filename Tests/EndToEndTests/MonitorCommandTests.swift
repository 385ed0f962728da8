import Foundation
import SQLite
import TestSite
import Testing

@testable import hikari

@Suite struct MonitorCommandTests {
    let hikari: CommandCall

    init() throws { hikari = try CommandCall() }

    @Test func `OPS-1 the monitor number is set, shown and taken away`() async throws {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002 --service fault-notification")
        #expect(await hikari("monitor set 03-1234-0002").output == ["the monitor number of 0312340001 is 0312340002"])
        #expect(
            await hikari("monitor set 0312340001 0312340002").output == [
                "the monitor number of 0312340001 is 0312340002 already"
            ])
        let shown = await hikari("monitor show 0312340001")
        #expect(
            shown.output == [
                "contract        0312340001", "monitor number  0312340002", "service         off",
                "state           not watched",
            ])
        #expect(await hikari("monitor set --none 0312340001").output == ["0312340001 has no monitor number"])
        #expect(await hikari("monitor show").output.first == "undecided: 0")
        let audit = await hikari("audit --json")
        #expect(audit.output.joined().contains("monitor.set"))
    }

    @Test func `FAULT-10 lines that are not watched because answers cannot be read stand in the listing`() async throws
    {
        _ = await hikari("contract add --number 0312340001 --service fault-notification")
        _ = await hikari("monitor set 0312340001")
        let database = try DataFolder(hikari.data).openDatabase()
        try database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO fault_notification (contract_id, is_on) SELECT id, 1 FROM contract
                """)
            try database.run(
                """
                INSERT INTO monitored_line (contract_id, number, since, unreadable, unreadable_since)
                SELECT id, '0312340001', 0, 4, 1000 FROM contract
                """)
        }
        database.close()
        let all = await hikari("monitor show")
        #expect(
            all.output.contains(
                "not watched, as answers cannot be read: 0312340001 since 1970-01-01T09:00:01+09:00"), "\(all.output)")
        #expect(
            await hikari("check").output.contains { $0.hasPrefix("not watched, as answers cannot be read: 0312340001") }
        )
        let one = await hikari("monitor show 0312340001")
        #expect(one.output.last?.hasPrefix("unreadable      since 1970-01-01T09:00:01+09:00") == true, "\(one.output)")
        let json = await hikari("monitor show --json")
        #expect(json.output.first?.contains("\"unreadable\":1,\"unreadableNumbers\":[\"0312340001\"]") == true)
    }

    @Test func `OPS-1 a monitor number must belong to the contract`() async throws {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002")
        _ = await hikari("contract add --number 0312341000")
        for line in ["monitor set 0312340001 0312341000", "monitor set 0399999999", "monitor show 0399999999"] {
            let call = await hikari(line)
            #expect(call.status == 1 && call.errors.count == 1, "\(line): \(call.errors)")
        }
        #expect(await hikari("monitor set --none 0312340001 0312340002").status == 2)
    }

    @Test func `FWD-3 a number with a forwarding destination cannot be the monitor number`() async throws {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002 --service bulk-forwarding")
        let database = try DataFolder(hikari.data).openDatabase()
        try database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
                SELECT id, '0312340002', '09012345678', 1 FROM contract
                """)
        }
        database.close()
        let refused = await hikari("monitor set 0312340002")
        #expect(refused.status == 1)
        #expect(refused.errors.first?.contains("has a forwarding destination") == true)
    }
}
