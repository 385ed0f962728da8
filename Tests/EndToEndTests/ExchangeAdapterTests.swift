import Exchange
import Foundation
import TestPrograms
import Testing

/// docs/exchange-adapter.sh, the program that the documentation shows, does what it says.
@Suite(.enabled(if: RunningDoor.canRunAdapter, "curl or jq is not installed"))
struct ExchangeAdapterTests {
    private let door: RunningDoor

    init() throws { door = try RunningDoor() }

    /// Says which order it was given.
    private func adapter() throws -> StartedProgram {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try StartedProgram(
            "/bin/sh",
            [
                package.appendingPathComponent("docs/exchange-adapter.sh").path, door.address, door.token,
                "jq --raw-output '\"given \\(.id)\"'",
            ])
    }

    @Test
    func `EXCH-2 the program of the documentation, killed while it works, carries every order out and reports once`()
        async throws
    {
        let numbers = [try await door.take(1), try await door.take(2), try await door.take(3)]
        let first = try adapter()
        _ = try first.line(containing: "given \(numbers[0])")
        first.kill()
        let second = try adapter()
        // One after the other: what comes before it is done.
        _ = try second.line(containing: "given \(numbers[2])")
        second.kill()
        let events = Dictionary(grouping: try await door.reports(), by: \.order).mapValues { $0.map(\.event) }
        #expect(events[numbers[0]] == [.begun, .completed] && events[numbers[1]] == [.begun, .completed])
        #expect(events[numbers[2]]?.first == .begun)
        #expect(try await door.orders()["completed", default: 0] >= 2)
    }
}
