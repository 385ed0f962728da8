import Exchange
import SQLite
import Telephony

/// What an order asks of the simulated exchange, number by number. It is judged here once more: equipment trusts nobody's rules.
struct SimulatedWork {
    let lines: [WorkLine]
    let gone: [String]
    let renamed: [WorkRename]
    /// Telephone numbers that become the contract's, leave it, or become others.
    let coming: [WorkNumber]
    let leaving: [PhoneNumber]
    let adapted: [WorkNumber]
    /// Numbers that another carrier has not let go.
    let refused: [WorkNumber]
    let isOfNumbers: Bool
    private let channels: Int

    init(_ order: SimulatedOrder, _ database: Connection) throws {
        lines = try ExchangeOrderStore.lines(of: order.number, database)
        (gone, renamed) = try ExchangeOrderStore.changes(of: order.number, database)
        let numbers = try ExchangeNumberStore.numbers(of: order.number, database)
        isOfNumbers = !numbers.isEmpty
        coming = numbers.filter(\.comes).map(\.work)
        refused = numbers.filter { $0.work.change == .port && !$0.comes }.map(\.work)
        leaving = numbers.map(\.work).filter { $0.change == .disconnect }.map(\.number)
        adapted = numbers.map(\.work).filter { $0.change == .adapt }
        channels = order.channels
    }

    func failure(of contract: ContractCode, _ database: Connection) throws -> WorkFailure? {
        let owners = try ExchangeNumberStore.owners(
            of: coming.map(\.number) + leaving + adapted.map(\.number), database)
        if coming.contains(where: { owners[$0.number] != nil }) { return .taken }
        if (leaving + adapted.map(\.number)).contains(where: { owners[$0] != contract }) { return .missing }
        return coming.isEmpty && leaving.isEmpty && adapted.isEmpty ? .ports : nil
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
