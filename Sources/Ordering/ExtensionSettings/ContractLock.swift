import Exchange
import SQLite

/// PBX-12: how long an order keeps the settings of its contract as they are. The raw value is the operator's word.
package enum ContractLock: String, Sendable, CaseIterable {
    /// From 受付 to 工事完了.
    case whole
    /// While the exchange is at work.
    case work

    /// Whether an order that is under way locks. 設備工事 that waits does not: its order is completed.
    func isLocking(in state: OrderState) -> Bool {
        switch self {
        case .whole: state.isOpen
        case .work: state == .inProgress
        }
    }

    /// The order that locks the contract now; nil: everything can be changed.
    func order(locking contract: ContractCode, _ database: Connection) throws -> Order? {
        try OrderStore.open(of: contract, database).flatMap { isLocking(in: $0.state) ? $0 : nil }
    }
}
