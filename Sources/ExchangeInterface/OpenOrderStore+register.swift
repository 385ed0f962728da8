package import Exchange
package import SQLite

/// What lies at the door, for the operator.
extension OpenOrderStore {
    package static func register(heard sequence: Int, _ database: Connection) throws -> ExchangeRegister {
        var orders: [OrderNumber: ExchangeRegister.Work] = [:]
        try database.forEach("SELECT number, state FROM interface_order WHERE contract <> ''") { row in
            orders[try row.value(0)] = try row.value(1, as: OpenOrderState.self).work
        }
        return ExchangeRegister(
            contracts: [:], orders: orders, unheard: try OpenReportStore.orders(reportedAfter: sequence, database),
            isOfOrdersOnly: true)
    }

    /// How many stand where.
    package static func tally(_ database: Connection) throws -> [OpenOrderState: Int] {
        var orders: [OpenOrderState: Int] = [:]
        try database.forEach("SELECT state, count(*) FROM interface_order GROUP BY state") { row in
            orders[try row.value(0)] = row.integer(1)
        }
        return orders
    }
}

extension OpenOrderState {
    fileprivate var work: ExchangeRegister.Work {
        switch self {
        case .acknowledged, .pending, .inProgress: .underWay
        case .completed, .partial: .done
        case .failed, .cancelled: .notDone
        }
    }
}
