import SQLite
import Telephony

/// What becomes of a network that is registered, or is to be (DATED-2).
package struct NetworkAddressChange: Sendable, Hashable {
    package enum Action: String, Sendable, CaseIterable, StorableValue {
        case add, remove
    }

    package let action: Action
    package let network: NetworkAddress

    package init(_ action: Action, _ network: NetworkAddress) { (self.action, self.network) = (action, network) }
}

/// 0AJ利用拠点NWアドレス as typed.
package struct NetworkAddressRows: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package var action: String
        package var address: String
        package var mask: String

        package init(action: String = "", address: String = "", mask: String = "") {
            (self.action, self.address, self.mask) = (action, address, mask)
        }

        /// A kind that is preset says nothing.
        var isEmpty: Bool { PastedText(address).text.isEmpty && PastedText(mask).text.isEmpty }
    }

    package var all: [Row]

    package static let most = 50

    package init(_ all: [Row] = []) { self.all = all }

    package enum Fault: Sendable, Equatable {
        case action
        case form(NetworkAddress.Problem)
        case twice(first: Int)
        case isRegistered, isNotRegistered
        case overlaps(NetworkAddress)
    }

    /// Rows count from 0; nil: of all of them.
    package enum Problem: Sendable, Equatable {
        case row(Int, Fault)
        /// 0AJ is used, and none would be in force.
        case noneInForce
        case tooMany(Int)
    }

    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }

    /// Rows that say nothing are left out.
    /// - Parameters:
    ///   - registered: what is in force now.
    ///   - needsOne: 0AJ is ordered.
    package func read(beside registered: [NetworkAddress], needsOne: Bool) -> Result<[NetworkAddressChange], Problems> {
        guard all.count <= Self.most else { return .failure(Problems(all: [.tooMany(all.count)])) }
        var (problems, changes) = ([Problem](), [(row: Int, change: NetworkAddressChange)]())
        for (place, row) in all.enumerated() where !row.isEmpty {
            let action = NetworkAddressChange.Action(rawValue: row.action)
            if action == nil { problems.append(.row(place, .action)) }
            switch NetworkAddress.read(address: row.address, mask: row.mask) {
            case .failure(let faults): problems += faults.all.map { .row(place, .form($0)) }
            case .success(let network):
                if let action { changes.append((place, NetworkAddressChange(action, network))) }
            }
        }
        problems += faults(of: changes, beside: registered)
        let after = Self.inForce(after: changes.map(\.change), registered)
        if problems.isEmpty, needsOne, after.isEmpty { problems.append(.noneInForce) }
        return problems.isEmpty ? .success(changes.map(\.change)) : .failure(Problems(all: problems))
    }

    private func faults(
        of changes: [(row: Int, change: NetworkAddressChange)], beside registered: [NetworkAddress]
    ) -> [Problem] {
        let removed = Set(changes.map(\.change).filter { $0.action == .remove }.map(\.network))
        // Removed ones make room for what is added, wherever their rows stand.
        var inForce = registered.filter { !removed.contains($0) }
        var rows: [NetworkAddress: Int] = [:]
        return changes.compactMap { row, change in
            if let first = rows[change.network] { return .row(row, .twice(first: first)) }
            rows[change.network] = row
            if change.action == .remove {
                return registered.contains(change.network) ? nil : .row(row, .isNotRegistered)
            }
            if registered.contains(change.network) { return .row(row, .isRegistered) }
            if let other = inForce.first(where: change.network.overlaps) { return .row(row, .overlaps(other)) }
            inForce.append(change.network)
            return nil
        }
    }

    /// What is in force once they are made.
    package static func inForce(
        after changes: [NetworkAddressChange], _ registered: [NetworkAddress]
    ) -> [NetworkAddress] {
        changes.reduce(registered) { networks, change in
            let others = networks.filter { $0 != change.network }
            return change.action == .add ? others + [change.network] : others
        }
    }

    // MARK: As a draft keeps them

    package var text: String { AnswerTable(all.map { [$0.action, $0.address, $0.mask] }).text }

    package init(text: String) {
        let table = AnswerTable(text: text)
        all = table.rows.indices.map { row in
            Row(action: table[row, 0], address: table[row, 1], mask: table[row, 2])
        }
    }
}
