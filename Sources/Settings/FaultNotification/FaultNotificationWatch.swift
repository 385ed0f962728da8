import Contracts
import SQLite
import Shell
import Telephony

/// What the line monitor does for this feature, and what follows from what it finds, all in the transaction of the result that
/// brought it about (FAULT-3, FAULT-6).
struct FaultNotificationWatch: LineMonitorClient {
    let teller: FaultNotificationTeller
    /// FAULT-7: whether there are reference lines to ask.
    let hasReferences: Bool

    init(mails: MailTemplates, policy: FaultNotificationPolicy, hasReferences: Bool) {
        teller = FaultNotificationTeller(mails: mails, policy: policy)
        self.hasReferences = hasReferences
    }

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

    /// FAULT-12: forwarding starts now, whenever the mail goes.
    func tellFault(_ result: LineResult, _ database: Connection) throws {
        let settings = try FaultNotificationStore.settings(of: result.contract, database)
        let forwarding = try startForwarding(result, settings, database)
        let wait = teller.policy.mailAfter
        try FaultNotificationRecordStore.begin(
            result.number, of: result.contract, forwarding: forwarding, mailAfter: wait, at: result.at, database)
        try result.actor.audit(
            "line.fault", subject: result.number.digits, after: forwarding.rawValue, database)
        guard wait == .zero else { return }
        try teller.tellFault(of: result.contract, at: result.at, database)
    }

    /// Who was not told of the fault hears of the recovery only if forwarding, which began with it, is left on.
    func tellRecovery(_ result: LineResult, _ database: Connection) throws {
        let settings = try FaultNotificationStore.settings(of: result.contract, database)
        let fault = try FaultNotificationRecordStore.present(of: result.contract, database)
        let hasStopped = try stopForwarding(result, settings, database)
        try FaultNotificationRecordStore.end(of: result.contract, .recovered, at: result.at, database)
        try result.actor.audit(
            "line.recovery", subject: result.number.digits, after: hasStopped ? "stopped" : nil, database)
        if let fault, fault.mailedAt == nil, try !BulkForwardingStore.service(of: result.contract, database).isOn {
            return
        }
        try teller.tellRecovery(
            of: result.contract, number: result.number, hasStopped: hasStopped, settings, at: result.at, database)
    }

    /// The operator is told of each turn once.
    func tellGuardTurn(_ turn: LineMonitorWriting.GuardTurn, _ database: Connection) throws {
        guard let address = teller.policy.operatorAddress, turn.turn != .again else { return }
        let view = MassFailureMail(
            turn: turn, hasReferences: hasReferences, districts: try DarkDistrict.all(database))
        let mail = try teller.mails.mail("line-monitor.guard", to: address, "FaultNotification/guard-mail", view)
        try OutboxStore.add(mail, of: nil, at: turn.at, database)
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
            on: isOn, shownVersion: nil, of: result.contract, by: result.actor, telling: teller.mails, database)
    }
}

extension LineResult {
    fileprivate var actor: Actor { .automatic(contract: contract, at: at) }
}
