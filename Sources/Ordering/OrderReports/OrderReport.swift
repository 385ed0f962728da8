package import Exchange
package import SQLite

/// Everything that is known of an order, for the operator's command: what its page shows, and what stands behind it.
package struct OrderReport: Sendable {
    package let order: Order
    /// What the exchange was told to do; nil where nothing of it is left.
    package let work: WorkOrder?
    package let ports: [PortedNumber]
    package let details: CustomerDetails?
    package let consents: [Consent]
    /// Nil for an order that was taken before there were prices.
    package let fees: FeeSheet?
    package let history: [OrderHistoryLine]
    package let isHandedOver: Bool
    /// Why what the exchange has reported of it cannot be applied; nil: it can.
    package let setAside: String?

    /// Nil where there is none of this number.
    package init?(_ number: OrderNumber, _ services: [any ServiceOrders], _ database: Connection) throws {
        guard let order = try OrderStore.find(number, database) else { return nil }
        self.order = order
        let service = services.first { $0.service == order.service }
        do { work = try service?.work(of: order, database) } catch is SmartPBXOrders.NothingOrdered { work = nil }
        ports = try PortStore.numbers(of: number, database)
        details = try OrderDetailStore.details(of: number, database)
        consents = try OrderDetailStore.consents(of: number, database)
        fees = try OrderFeeStore.sheet(of: number, database)
        history = try OrderDetailStore.history(of: number, database)
        isHandedOver = try OrderStore.isHandedOver(number, database)
        setAside = try SetAsideReportStore.orders(database).first { $0.order == number }?.reason
    }
}
