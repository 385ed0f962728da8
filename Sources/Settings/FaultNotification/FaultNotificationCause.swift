import SQLite
import Shell
import Telephony

/// What follows from a fault or a recovery, all in the transaction of the result that brought it about (FAULT-3, FAULT-6).
struct FaultNotificationCause: Sendable {
    private let result: LineResult
    private let services: Services
    private let monitor: LineMonitorPolicy

    init(_ result: LineResult, _ services: Services, _ monitor: LineMonitorPolicy) {
        (self.result, self.services, self.monitor) = (result, services, monitor)
    }

    func tellFault(_ database: Connection) throws {
        let settings = try FaultNotificationStore.settings(of: result.contract, database)
        let forwarding = try startForwarding(settings, database)
        try LineFaultStore.begin(
            result.number, of: result.contract, forwarding: forwarding, at: result.at, database)
        try audit("line.fault", after: forwarding.rawValue, database)
        try send("fault-notification.fault", "FaultNotification/fault-mail", settings, database) {
            $0.forwarding = forwarding
        }
    }

    func tellRecovery(_ database: Connection) throws {
        let settings = try FaultNotificationStore.settings(of: result.contract, database)
        let hasStopped = try stopForwarding(settings, database)
        try LineFaultStore.end(of: result.contract, .recovered, at: result.at, database)
        try audit("line.recovery", after: hasStopped ? "stopped" : nil, database)
        try send("fault-notification.recovery", "FaultNotification/recovery-mail", settings, database) {
            $0.hasStoppedForwarding = hasStopped
        }
    }

    // MARK: Forwarding

    private var actor: Actor { .automatic(contract: result.contract, at: result.at) }

    private func startForwarding(
        _ settings: FaultNotification.Settings, _ database: Connection
    ) throws -> LineFaultStore.Forwarding {
        guard settings.startsForwarding, try FaultNotificationStore.hasBulkForwarding(result.contract, database) else {
            return .notWanted
        }
        let outcome = try BulkForwardingServiceStore.turn(
            on: true, shownVersion: nil, of: result.contract, by: actor, telling: services.mails, database)
        return switch outcome {
        case .switched: .started
        case .unchanged: .wasOn
        case .noDestination, .conflict: .impossible
        }
    }

    /// Whoever started it, as the guide has it: 自動停止 follows from the recovery alone.
    private func stopForwarding(_ settings: FaultNotification.Settings, _ database: Connection) throws -> Bool {
        guard settings.stopsForwarding, try FaultNotificationStore.hasBulkForwarding(result.contract, database) else {
            return false
        }
        return try BulkForwardingServiceStore.turn(
            on: false, shownVersion: nil, of: result.contract, by: actor, telling: services.mails, database) == .switched
    }

    // MARK: Telling

    private func audit(_ event: AuditEvent, after: String?, _ database: Connection) throws {
        try AuditStore.write(
            AuditEntry(
                at: result.at, contract: result.contract, number: nil, client: "automatic", event: event,
                subject: result.number.digits, after: after), database)
    }

    /// To every ticked address whose hours these are.
    private func send(
        _ kind: StaticString, _ template: String, _ settings: FaultNotification.Settings, _ database: Connection,
        _ change: (inout FaultNotificationMail) -> Void
    ) throws {
        guard let contract = try FaultNotificationStore.contractFacts(of: result.contract, database) else { return }
        var view = FaultNotificationMail(
            settings, contract, monitorNumber: result.number, at: result.at, monitor)
        change(&view)
        let part = FaultNotificationHours(at: result.at)
        for recipient in try FaultNotificationStore.recipients(of: result.contract, database)
        where recipient.isTicked && recipient.hours.contains(part) {
            try OutboxStore.add(
                services.mails.mail(kind, to: recipient.address, template, view), of: result.contract, at: result.at,
                database
            )
        }
    }
}

extension FaultNotificationMail {
    init(
        _ settings: FaultNotification.Settings, _ contract: FaultNotificationStore.ContractFacts,
        monitorNumber: PhoneNumber?, at now: Moment, _ monitor: LineMonitorPolicy
    ) {
        self.init(
            customerName: settings.customerName.isEmpty ? contract.name : settings.customerName,
            siteName: settings.siteName, productName: monitor.productName(of: contract.kind),
            contractNumber: contract.number, monitorNumber: monitorNumber, at: now)
    }
}
