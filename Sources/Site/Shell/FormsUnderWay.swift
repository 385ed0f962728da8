import Synchronization

/// How many forms of each number are being dealt with at this moment. Each may cost password hashes, for which there is one
/// queue: however many forms one person sends at once, everybody else's sign-in waits behind a few of them only.
final class FormsUnderWay: Sendable {
    /// More than anybody has tabs to press a button in at the same time.
    static let most = 4

    private let counts = Mutex<[PhoneNumber: Int]>([:])

    /// - Throws: `WorkLaneFull` while so many are under way, or what the body throws.
    func run<Value>(for number: PhoneNumber, _ body: () async throws -> Value) async throws -> Value {
        try begin(number)
        defer { end(number) }
        return try await body()
    }

    private func begin(_ number: PhoneNumber) throws {
        try counts.withLock { counts in
            let count = counts[number, default: 0]
            guard count < FormsUnderWay.most else { throw WorkLaneFull() }
            counts[number] = count + 1
        }
    }

    private func end(_ number: PhoneNumber) {
        counts.withLock { counts in
            let count = counts[number, default: 0] - 1
            counts[number] = count > 0 ? count : nil
        }
    }
}
