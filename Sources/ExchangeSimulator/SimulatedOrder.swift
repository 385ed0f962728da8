package import Exchange
import SQLite

/// An order as the simulated exchange keeps it.
package struct SimulatedOrder: Sendable, Equatable {
    package enum State: String, Sendable, StorableValue {
        case taken, working, done, failed, cancelled
    }

    package let number: OrderNumber
    package let contract: ContractCode
    package let state: State
    let channels: Int
    /// Nil: they stay as they are.
    let officeLinkChannels: Int?
    let kind: WorkOrder.Kind
}

/// How much the simulated exchange has, for the operator.
package struct ExchangeTally: Sendable, Equatable {
    package let mode: ExchangeMode
    package let orders: [SimulatedOrder.State: Int]
    package let contracts: Int
    package let lines: Int
}
