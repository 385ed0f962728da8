import Contracts
import SQLite
import Shell
import Telephony

/// Writes the mails about faults and recoveries, each saying what is so at its own minute (FAULT-6, FAULT-12).
struct FaultNotificationTeller: Sendable {
    let mails: MailTemplates
    let policy: FaultNotificationPolicy

    /// So many are written in one transaction.
    private static let mostAtOnce = 500
    private static let pace: Duration = .seconds(1)

    /// Writes the mails that were to wait, of lines that are still dark.
    var duty: Duty {
        Duty("fault mails", every: Self.pace, isUrgent: true) { services in try await tellDue(services) }
    }

    func tellDue(_ services: Services) async throws {
        let now = services.now()
        while try services.database.read({ try !FaultNotificationRecordStore.due(at: now, atMost: 1, $0).isEmpty }) {
            try await services.database.write { [self] database in
                for contract in try FaultNotificationRecordStore.due(at: now, atMost: Self.mostAtOnce, database) {
                    try FaultNotificationRecordStore.noteMailed(of: contract, at: now, database)
                    try Actor.automatic(contract: contract, at: now).audit("line.fault-mail", database)
                    try tellFault(of: contract, at: now, database)
                }
            }
        }
    }

    /// Of the fault that the contract's line has now.
    func tellFault(of contract: Int, at now: Moment, _ database: Connection) throws {
        guard let fault = try FaultNotificationRecordStore.present(of: contract, database) else { return }
        let settings = try FaultNotificationStore.settings(of: contract, database)
        try send(
            "fault-notification.fault", "FaultNotification/fault-mail", contract, fault.number, settings, at: now,
            database
        ) {
            $0.detectedAt = fault.beganAt
            $0.wanted = fault.forwarding
        }
    }

    func tellRecovery(
        of contract: Int, number: PhoneNumber, hasStopped: Bool, _ settings: FaultNotification.Settings,
        at now: Moment, _ database: Connection
    ) throws {
        try send(
            "fault-notification.recovery", "FaultNotification/recovery-mail", contract, number, settings, at: now,
            database
        ) {
            $0.hasStoppedForwarding = hasStopped
        }
    }

    /// To every ticked address whose hours these are.
    private func send(
        _ kind: StaticString, _ template: String, _ contract: Int, _ number: PhoneNumber,
        _ settings: FaultNotification.Settings, at now: Moment, _ database: Connection,
        _ change: (inout FaultNotificationMail) -> Void
    ) throws {
        guard let stored = try ContractsStore.find(id: contract, database) else { return }
        var view = FaultNotificationMail(
            settings, stored, monitorNumber: number, at: now, policy, mails.language)
        view.forwarding = try FaultNotificationMail.Forwarding.read(contract, database)
        change(&view)
        let part = FaultNotificationHours(at: now)
        for recipient in try FaultNotificationStore.recipients(of: contract, database)
        where recipient.isTicked && recipient.hours.contains(part) {
            try OutboxStore.add(
                mails.mail(kind, to: recipient.address, template, view), of: contract, at: now, database)
        }
    }
}
