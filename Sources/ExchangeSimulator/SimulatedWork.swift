import Exchange
import SQLite

/// What an order asks of the simulated exchange, number by number. It is judged here once more: equipment trusts nobody's rules.
struct SimulatedWork {
    let lines: [WorkLine]
    let gone: [String]
    let renamed: [WorkRename]
    private let channels: Int

    init(_ order: SimulatedOrder, _ database: Connection) throws {
        lines = try ExchangeOrderStore.lines(of: order.number, database)
        (gone, renamed) = try ExchangeOrderStore.changes(of: order.number, database)
        channels = order.channels
    }

    /// - Parameter there: what the contract has now.
    func failure(beside there: Set<String>) -> WorkFailure? {
        let leaving = Set(gone + renamed.map(\.from))
        guard leaving.isSubset(of: there) else { return .missing }
        let coming = lines.map(\.digits) + renamed.map(\.to)
        let staying = there.subtracting(leaving)
        guard Set(coming).isDisjoint(with: staying) else { return .taken }
        return isSound(Array(staying) + coming) ? nil : .malformed
    }

    private func isSound(_ digits: [String]) -> Bool {
        let length = digits.first?.utf8.count ?? 0
        return (1...1_500).contains(digits.count) && (3...22).contains(length) && (10...300).contains(channels)
            && digits.allSatisfy { $0.utf8.count == length && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
            && Set(digits).count == digits.count
    }
}
