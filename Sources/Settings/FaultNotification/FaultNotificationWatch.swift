import Contracts
import SQLite
import Shell
import Telephony

/// What the line monitor does for this feature, and what follows from what it finds, all in the transaction of the result that
/// brought it about (FAULT-3, FAULT-6).
struct FaultNotificationWatch: LineMonitorClient {
    let mails: MailTemplates
    let policy: FaultNotificationPolicy

    func reconcile(_ contract: Int, at now: Moment, _ database: Connection) throws -> PhoneNumber? {
        try Self.reconcile(contract, at: now, database)
    }

    /// The fault of a line that is watched no longer ends without a recovery.
    @discardableResult
    static func reconcile(_ contract: Int, at now: Moment, _ database: Connection) throws -> PhoneNumber? {
        let number = try FaultNotificationStore.watchedNumber(of: contract, database)
        if try MonitoredLineStore.watch(contract, by: number, at: now, database) {
            try FaultNotificationRecordStore.end(of: contract, .unwatched, at: now, database)
        }
        return number
    }

    func tellFault(_ result: LineResult, _ database: Connection) throws {
        let settings = try FaultNotificationStore.settings(of: result.contract, database)
        let forwarding = try startForwarding(result, settings, database)
        try FaultNotificationRecordStore.begin(
            result.number, of: result.contract, forwarding: forwarding, at: result.at, database)
        try result.actor.audit(
            "line.fault", subject: result.number.digits, after: forwarding.rawValue, database)
        try send("fault-notification.fault", "FaultNotification/fault-mail", result, settings, database) {
            $0.forwarding = forwarding
        }
    }

    func tellRecovery(_ result: LineResult, _ database: Connection) throws {
        let settings = try FaultNotificationStore.settings(of: result.contract, database)
        let hasStopped = try stopForwarding(result, settings, database)
        try FaultNotificationRecordStore.end(of: result.contract, .recovered, at: result.at, database)
        try result.actor.audit(
            "line.recovery", subject: result.number.digits, after: hasStopped ? "stopped" : nil, database)
        try send("fault-notification.recovery", "FaultNotification/recovery-mail", result, settings, database) {
            $0.hasStoppedForwarding = hasStopped
        }
    }

    /// The operator is told, once each way.
    func tellGuardTurn(
        _ turn: MassFailureGuard.Turn, _ counts: LineCounts, at now: Moment, _ database: Connection
    ) throws {
        guard let address = policy.operatorAddress else { return }
        let view = MassFailureMail(isOn: turn == .on, counts: counts, at: now)
        let mail = try mails.mail("line-monitor.guard", to: address, "FaultNotification/guard-mail", view)
        try OutboxStore.add(mail, of: nil, at: now, database)
    }

    // MARK: Forwarding

    private func startForwarding(
        _ result: LineResult, _ settings: FaultNotification.Settings, _ database: Connection
    ) throws -> FaultNotification.Forwarding {
        guard settings.startsForwarding, try ContractsStore.has(.bulkForwarding, result.contract, database) else {
            return .notWanted
        }
        return switch try turnForwarding(on: true, result, database) {
        case .switched: .started
        case .unchanged: .wasOn
        case .nowhere, .conflict: .impossible
        }
    }

    /// Whoever started it, as the guide has it: 自動停止 follows from the recovery alone.
    private func stopForwarding(
        _ result: LineResult, _ settings: FaultNotification.Settings, _ database: Connection
    ) throws -> Bool {
        guard settings.stopsForwarding, try ContractsStore.has(.bulkForwarding, result.contract, database) else {
            return false
        }
        return try turnForwarding(on: false, result, database) == .switched
    }

    private func turnForwarding(
        on isOn: Bool, _ result: LineResult, _ database: Connection
    ) throws -> BulkForwarding.SwitchOutcome {
        try BulkForwardingServiceStore.turn(
            on: isOn, shownVersion: nil, of: result.contract, by: result.actor, telling: mails, database)
    }

    // MARK: Telling

    /// To every ticked address whose hours these are.
    private func send(
        _ kind: StaticString, _ template: String, _ result: LineResult, _ settings: FaultNotification.Settings,
        _ database: Connection, _ change: (inout FaultNotificationMail) -> Void
    ) throws {
        guard let contract = try ContractsStore.find(id: result.contract, database) else { return }
        var view = FaultNotificationMail(
            settings, contract, monitorNumber: result.number, at: result.at, policy, mails.language)
        view.hasBulkForwarding = try ContractsStore.has(.bulkForwarding, result.contract, database)
        view.isForwarding =
            try view.hasBulkForwarding && BulkForwardingStore.service(of: result.contract, database).isOn
        change(&view)
        let part = FaultNotificationHours(at: result.at)
        for recipient in try FaultNotificationStore.recipients(of: result.contract, database)
        where recipient.isTicked && recipient.hours.contains(part) {
            try OutboxStore.add(
                mails.mail(kind, to: recipient.address, template, view), of: result.contract, at: result.at, database)
        }
    }
}

extension LineResult {
    fileprivate var actor: Actor { .automatic(contract: contract, at: at) }
}
