import SIP
import Settings
import Testing

@testable import hikari

@Suite struct MonitorGuardTests {
    let hikari: CommandCall

    init() throws { hikari = try CommandCall() }

    @Test func `FAULT-7 the operator shows, holds and releases the guard, with a reason in the trail`() async throws {
        _ = await hikari("contract add --number 0312340001 --service fault-notification")
        #expect(
            await hikari("monitor guard show").output == ["guard: off", "faults are declared as they are found"])
        #expect(await hikari("monitor guard hold").status == 2)
        #expect(await hikari("monitor guard keep --reason x").status == 2)
        let held = await hikari("monitor guard hold --reason proxy-work")
        #expect(held.output.contains { $0.hasPrefix("the operator says hold since") && $0.hasSuffix(": proxy-work") })
        #expect(held.output.last?.hasPrefix("faults are held since") == true)
        #expect(await hikari("check").output.contains { $0.hasPrefix("warning: faults are held since") })
        let released = await hikari("monitor guard release --reason done --json")
        #expect(released.output.first?.contains("\"said\":\"release\"") == true)
        let audit = await hikari("audit --json").output.joined()
        #expect(audit.contains("monitor.guard-hold") && audit.contains("proxy-work"))
        #expect(audit.contains("monitor.guard-release"))
    }

    @Test func `FAULT-7 a reference number that is a customer's is refused by check, and by what would make it one`()
        async throws
    {
        let settings = try hikari.file("monitor.reference-numbers = 06-1234-5678, 0612345679\n")
        _ = await hikari("contract add --number 0312340001 --additional 0612345679")
        let check = await hikari("check --config \(settings)")
        #expect(check.status == 1)
        #expect(
            check.errors.contains {
                $0.contains("monitor.reference-numbers: 0612345679 is a number of the contract 0312340001")
            })
        _ = await hikari("number remove 0612345679")
        for command in ["number add --contract 0312340001 0612345678", "contract add --number 0612345678"] {
            let refused = await hikari("\(command) --config \(settings)")
            #expect(refused.status == 1)
            #expect(refused.errors.contains { $0.contains("monitor.reference-numbers: 0612345678") })
        }
        #expect(await hikari("contract show 0612345678").status == 1)
    }

    @Test(arguments: [
        (TestCallOutcome.failed(404), false), (.failed(480), false), (.failed(604), false), (.failed(408), true),
        (.failed(503), true), (.failed(403), true), (.failed(407), true), (.timedOut, true),
        (.transportError("network is unreachable"), true),
    ])
    func `FAULT-7 in doubt is silence, a failing transport, and what the proxy says by itself`(
        outcome: TestCallOutcome, isInDoubt: Bool
    ) {
        guard case .failed(_, let doubt) = LineCallOutcome(outcome) else {
            Issue.record("\(outcome) is a failure")
            return
        }
        #expect(doubt == isInDoubt)
    }
}
