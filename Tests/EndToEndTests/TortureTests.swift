import Foundation
import TestPrograms
import Testing

/// The power goes, again and again, while people save, upload, change units and wait for mails. `script/torture` has fifty rounds.
@Suite struct TortureTests {
    private static let rounds = ProcessInfo.processInfo.environment["TORTURE_ROUNDS"].flatMap { Int($0) } ?? 2

    @Test func `What was acknowledged is there however often the power goes`() async throws {
        try await onOwnThread {
            let torture = try Torture()
            defer { torture.end() }
            for round in 1...Self.rounds {
                let milliseconds = Int.random(in: 300...2000)
                try torture.round(milliseconds, "round \(round), killed after \(milliseconds) ms")
            }
            try torture.checkMails(rounds: Self.rounds)
            print(torture.summary)
        }
    }

    @Test func `EXCH-6 what was ordered is built once and told of, however often the power goes`() async throws {
        try await onOwnThread {
            let torture = try OrderTorture()
            defer { torture.end() }
            for _ in 1...Self.rounds { try torture.round(Int.random(in: 300...2000)) }
            try torture.check()
            print(torture.summary)
        }
    }
}
