import Foundation
import Testing

/// Waits for other programs, as long as any machine needs: who has not come after ten minutes does not come.
public func waitForOthers(
    until condition: () throws -> Bool, otherwise what: @autoclosure () throws -> String = "it did not come about"
) throws {
    let end = Date(timeIntervalSinceNow: longestWait)
    while Date() < end {
        if try condition() { return }
        Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("\(try what()) within ten minutes")
}

/// The same for who must not hold a thread.
public func waitForOthers(
    until condition: () async throws -> Bool, otherwise what: @autoclosure () throws -> String = "it did not come about"
) async throws {
    let end = Date(timeIntervalSinceNow: longestWait)
    while Date() < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(250))
    }
    Issue.record("\(try what()) within ten minutes")
}

private let longestWait: TimeInterval = 600
