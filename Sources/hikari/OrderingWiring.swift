import Exchange
import ExchangeInterface
import ExchangeSimulator
import Ordering
import SQLite
import Settings
import Shell

/// The ordering site and what carries its orders out, put together: nobody else knows both.
struct OrderingWiring {
    static let services: [any ServiceOrders] = [SmartPBXOrders(), IPVoiceOrders(uses: SettingsSite.numberUses)]
    static let comparison = ExchangeComparison(services)

    /// FEAT-3: what numbers have contracted acts on their calls.
    static let callFacts = CallFacts { try VoiceNumberStore.features(of: $0, $1).rejectsAnonymous }

    /// LIAB-2: what 故障・回復通知 has recorded, as evidence of when an outage was known.
    static let lineFaults = LineFaults { begin, end, database in
        try FaultNotificationOperator.faults(from: begin, to: end, database).map {
            LineFault($0.number, from: $0.beganAt, to: $0.endedAt)
        }
    }

    /// What a device shows that registers (SET-5); nil for nobody.
    static func devicePassword(_ key: ServerKey) -> @Sendable (UserID, Connection) throws -> String? {
        { user, database in try ExtensionSecrets.password(of: user, key: key, database) }
    }

    /// What goes on by itself.
    let duties: [Duty]

    /// - Parameters:
    ///   - services: the ordering site's.
    ///   - clock: the business clock.
    ///   - open: a real exchange; nil: the simulated one.
    init(
        _ services: Services, _ policy: OrderPolicy, _ simulator: SimulatorPolicy, clock: OrderingClock,
        open: OpenExchange?
    ) {
        let hearing = OrderHearing(Self.services, policy, mails: services.mails, trueTime: services.now)
        if let open {
            duties = [OrderDuty(open, clock, hearing).duty]
            return
        }
        let exchange = ExchangeSimulator(services.database, simulator, now: clock.now, random: services.random)
        duties = [
            Duty("simulated exchange", every: .seconds(1)) { _ in try await exchange.work() },
            OrderDuty(exchange, clock, hearing).duty,
        ]
    }
}
