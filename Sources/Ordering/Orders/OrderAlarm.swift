import Exchange
import Mustache
import SQLite
import Shell
import Telephony

/// What the operator is told of orders, once each time: in the log, by mail, and in `/healthz` while it lasts.
struct OrderAlarm {
    private let services: Services
    private let policy: OrderPolicy

    private static let silence = "exchange"
    private static let slowness = "orders"
    private static let reports = "order reports"

    init(_ services: Services, _ policy: OrderPolicy) { (self.services, self.policy) = (services, policy) }

    func exchangeIsSilent() async throws {
        guard try !isTold(Self.silence) else { return }
        try await tell(
            HealthNotice(name: Self.silence, line: "the exchange does not answer: orders wait"),
            OrderAlarmView(kind: .silent))
    }

    func exchangeAnswers() async throws {
        if try isTold(Self.silence) { try await end(Self.silence) }
    }

    /// ORD-10.
    /// - Parameter now: the business clock's.
    func watch(at now: Moment) async throws {
        let slow = try services.database.read { try OrderStore.slow(since: now - Order.alarmAfter, $0) }
        if slow.isEmpty {
            if try isTold(Self.slowness), try services.database.read(OrderStore.countOfSlow) == 0 {
                try await end(Self.slowness)
            }
            return
        }
        let minutes = Order.alarmAfter.inMinutes
        let notice = HealthNotice(
            name: Self.slowness,
            line: "orders are under way for more than \(minutes) minutes: hikari ordering orders")
        try await tell(notice, OrderAlarmView(kind: .slow, orders: slow.map(\.text))) { database in
            try OrderStore.noteToldSlow(slow, database)
        }
    }

    /// ORD-9: reports that cannot be applied.
    func watchReports() async throws {
        let (orders, untold) = try services.database.read {
            (try SetAsideReportStore.orders($0), try SetAsideReportStore.untold($0))
        }
        if orders.isEmpty {
            if try isTold(Self.reports) { try await end(Self.reports) }
            return
        }
        guard !untold.isEmpty else { return }
        let notice = HealthNotice(
            name: Self.reports, line: "reports of the exchange cannot be applied: hikari exchange check")
        try await tell(notice, OrderAlarmView(kind: .setAside, orders: untold.map(\.text))) { database in
            try SetAsideReportStore.noteTold(untold, database)
        }
    }

    private func isTold(_ name: String) throws -> Bool {
        try services.database.read { try HealthStore.notices($0).contains { $0.name == name } }
    }

    private func end(_ name: String) async throws {
        services.log(.information, "health", ["notice": "\(name): none any more"])
        try await services.database.write { try HealthStore.end(notice: name, $0) }
    }

    private func tell(
        _ notice: HealthNotice, _ view: OrderAlarmView,
        and note: @escaping @Sendable (Connection) throws -> Void = { _ in }
    ) async throws {
        services.log(.warning, "health", ["notice": notice.line])
        let (mails, now) = (services.mails, services.now())
        let address = policy.operatorAddress
        try await services.database.write { database in
            try HealthStore.keep(notice, database)
            try note(database)
            guard let address else { return }
            try OutboxStore.add(
                mails.mail("operator.orders", to: address, "Orders/alarm-mail", view), of: nil, at: now, database)
        }
    }
}

private struct OrderAlarmView: ViewModel {
    enum Kind {
        case silent, slow, setAside
    }

    let kind: Kind
    var orders: [String] = []

    static let fields: ViewFields<OrderAlarmView> = [
        "isSilent": { .flag($0.kind == .silent) },
        "isSlow": { .flag($0.kind == .slow) },
        "isSetAside": { .flag($0.kind == .setAside) },
        "orders": { .list($0.orders) },
        "minutes": { _ in .text("\(Order.alarmAfter.inMinutes)") },
    ]
}
