package import Exchange
package import SQLite
package import Telephony

/// Whether site and exchange agree (EXCH-6). What is on its way between them is no difference.
package struct ExchangeComparison: Sendable {
    package enum Difference: Sendable, Equatable {
        case missingAtExchange(ContractCode)
        case unknownToSite(ContractCode)
        case channels(ContractCode, site: Int, exchange: Int)
        /// オフィスリンク間通信チャネル
        case officeLinkChannels(ContractCode, site: Int, exchange: Int)
        /// Extensions that only one side has, or has as another device.
        case lines(ContractCode, [String])
        /// Telephone numbers that only one side has, or has with other features.
        case numbers(ContractCode, [PhoneNumber])
        case orderMissingAtExchange(OrderNumber)
        case orderUnknownToSite(OrderNumber)
        case orderEndsOtherwise(OrderNumber, site: OrderState)
        /// What the exchange reports of it cannot be applied as the world is, and why.
        case reportSetAside(OrderNumber, String)
    }

    private let services: [any ServiceOrders]

    package init(_ services: [any ServiceOrders]) { self.services = services }

    /// In one transaction with what the exchange says, where both lie in one database.
    package func differences(
        from exchange: ExchangeRegister, _ database: Connection
    ) throws -> [Difference] {
        let orders = try OrderStore.all(in: nil, database)
        let handedOver = try OrderStore.handedOver(database)
        let site = try services.reduce(into: [ContractCode: RegisteredContract]()) { all, service in
            all.merge(try service.register(database)) { first, _ in first }
        }
        let setAside = try SetAsideReportStore.orders(database)
        let waiting = exchange.unheard.union(setAside.map(\.order))
        let underWay = orders.filter { $0.state.isOpen || waiting.contains($0.number) }.map(\.contract)
        return setAside.map { Difference.reportSetAside($0.order, $0.reason) }
            + Self.ofOrders(orders, handedOver, exchange, waiting)
            + (exchange.isOfOrdersOnly
                ? [] : Self.ofContracts(site, exchange.contracts, besides: Set(underWay)))
    }

    private static func ofOrders(
        _ orders: [Order], _ handedOver: Set<OrderNumber>, _ exchange: ExchangeRegister,
        _ waiting: Set<OrderNumber>
    ) -> [Difference] {
        let known = Set(orders.map(\.number))
        let unknown = exchange.orders.keys.filter { !known.contains($0) }.sorted()
        return unknown.map(Difference.orderUnknownToSite)
            + orders.compactMap { order in
                guard let work = exchange.orders[order.number] else {
                    return handedOver.contains(order.number) ? .orderMissingAtExchange(order.number) : nil
                }
                let isHeard = !waiting.contains(order.number)
                return isHeard && work != order.state.work
                    ? .orderEndsOtherwise(order.number, site: order.state) : nil
            }
    }

    private static func ofContracts(
        _ site: [ContractCode: RegisteredContract], _ exchange: [ContractCode: RegisteredContract],
        besides underWay: Set<ContractCode>
    ) -> [Difference] {
        Set(site.keys).union(exchange.keys).subtracting(underWay).sorted().flatMap { code -> [Difference] in
            guard let own = site[code] else { return [.unknownToSite(code)] }
            guard let other = exchange[code] else { return [.missingAtExchange(code)] }
            return differences(code, own, other)
        }
    }

    private static func differences(
        _ code: ContractCode, _ site: RegisteredContract, _ exchange: RegisteredContract
    ) -> [Difference] {
        var all: [Difference] = []
        if site.channels != exchange.channels {
            all.append(.channels(code, site: site.channels, exchange: exchange.channels))
        }
        if site.officeLinkChannels != exchange.officeLinkChannels {
            all.append(
                .officeLinkChannels(code, site: site.officeLinkChannels, exchange: exchange.officeLinkChannels))
        }
        let lines = Set(site.lines.keys).union(exchange.lines.keys).filter { site.lines[$0] != exchange.lines[$0] }
        if !lines.isEmpty { all.append(.lines(code, lines.sorted())) }
        let numbers = Set(site.numbers.keys).union(exchange.numbers.keys).filter {
            site.numbers[$0] != exchange.numbers[$0]
        }
        if !numbers.isEmpty { all.append(.numbers(code, numbers.sorted())) }
        return all
    }
}

extension OrderState {
    /// What an exchange must think of an order that stands so.
    fileprivate var work: ExchangeRegister.Work {
        switch self {
        case .draft, .acknowledged, .scheduled, .inProgress, .assessingCancellation: .underWay
        case .completed, .partial: .done
        case .failed, .cancelled: .notDone
        }
    }
}
