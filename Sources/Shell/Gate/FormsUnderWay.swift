import Synchronization

/// How many forms of each account are being dealt with at this moment. Each may cost password hashes, for which there is one
/// queue: however many forms one person sends at once, everybody else's sign-in waits behind a few of them only.
final class FormsUnderWay: Sendable {
    /// More than anybody has tabs to press a button in at the same time.
    static let most = 4

    private let counts = Mutex<[String: Int]>([:])

    /// - Throws: `WorkLaneError.full` while so many are under way, or what the body throws.
    func run<Value>(for account: String, _ body: () async throws -> Value) async throws -> Value {
        try begin(account)
        defer { end(account) }
        return try await body()
    }

    private func begin(_ account: String) throws {
        try counts.withLock { counts in
            let count = counts[account, default: 0]
            guard count < FormsUnderWay.most else { throw WorkLaneError.full }
            counts[account] = count + 1
        }
    }

    private func end(_ account: String) {
        counts.withLock { counts in
            let count = counts[account, default: 0] - 1
            counts[account] = count > 0 ? count : nil
        }
    }
}
