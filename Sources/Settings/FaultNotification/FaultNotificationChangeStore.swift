import SQLite
import Shell

/// What became of a form.
enum FaultNotificationOutcome: Sendable, Equatable {
    case saved
    /// It was so already, as after a double click.
    case unchanged
    /// AUTH-13: somebody else has changed it since the page was shown.
    case conflict
    case refused(Problem)
}

/// Saves the four forms, each in one transaction with its audit line.
enum FaultNotificationChangeStore {
    static func saveMail(
        customerName: String, siteName: String, shownVersion: Int, by actor: BulkForwarding.Actor,
        _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: actor.contract, database)
        let before = settings
        (settings.customerName, settings.siteName) = (customerName, siteName)
        guard settings != before else { return .unchanged }
        guard shownVersion == before.mailVersion else { return .conflict }
        settings.mailVersion += 1
        try FaultNotificationStore.keep(settings, of: actor.contract, database)
        for (subject, old, new) in [
            ("customer", before.customerName, customerName), ("site", before.siteName, siteName),
        ] where old != new {
            try AuditStore.write(
                actor.entry("fault-notification.mail", subject: subject, before: old, after: new), database)
        }
        return .saved
    }

    static func saveAddresses(
        _ recipients: [FaultNotification.Recipient], shownVersion: Int, by actor: BulkForwarding.Actor,
        _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: actor.contract, database)
        let before = try FaultNotificationStore.recipients(of: actor.contract, database)
        guard recipients != before else { return .unchanged }
        guard shownVersion == settings.addressesVersion else { return .conflict }
        if settings.needsRecipient, !recipients.contains(where: \.isTicked) {
            return .refused(FaultNotificationProblem.lastRecipient(settings))
        }
        settings.addressesVersion += 1
        try FaultNotificationStore.keep(settings, of: actor.contract, database)
        try FaultNotificationStore.keep(recipients, of: actor.contract, database)
        for place in 1...FaultNotification.addressLimit {
            let old = before.first { $0.place == place }?.auditText
            let new = recipients.first { $0.place == place }?.auditText
            guard old != new else { continue }
            try AuditStore.write(
                actor.entry("fault-notification.address", subject: "\(place)", before: old, after: new), database)
        }
        return .saved
    }

    static func saveAutomatic(
        starts: Bool, stops: Bool, shownVersion: Int, by actor: BulkForwarding.Actor, _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: actor.contract, database)
        let before = settings
        (settings.startsForwarding, settings.stopsForwarding) = (starts, stops)
        guard settings != before else { return .unchanged }
        guard shownVersion == before.automaticVersion else { return .conflict }
        let turnedOn = starts && !before.startsForwarding ? "start" : stops && !before.stopsForwarding ? "stop" : nil
        if let turnedOn, try !hasRecipient(actor.contract, database) {
            return .refused(FaultNotificationProblem.noRecipient(turnedOn, "一括転送の自動開始・自動停止を「開始」にするには"))
        }
        settings.automaticVersion += 1
        try FaultNotificationStore.keep(settings, of: actor.contract, database)
        if starts != before.startsForwarding {
            try AuditStore.write(
                actor.entry("fault-notification.automatic-start", from: before.startsForwarding, to: starts), database)
        }
        if stops != before.stopsForwarding {
            try AuditStore.write(
                actor.entry("fault-notification.automatic-stop", from: before.stopsForwarding, to: stops), database)
        }
        return .saved
    }

    static func turn(
        on isOn: Bool, shownVersion: Int, by actor: BulkForwarding.Actor, _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: actor.contract, database)
        guard settings.isOn != isOn else { return .unchanged }
        guard shownVersion == settings.serviceVersion else { return .conflict }
        if isOn {
            if try !hasRecipient(actor.contract, database) {
                return .refused(FaultNotificationProblem.noRecipient("service", "故障・回復通知を開始するには"))
            }
            if try BulkForwardingStore.monitorNumber(of: actor.contract, database) == nil {
                return .refused(FaultNotificationProblem.noMonitorNumber)
            }
        }
        (settings.isOn, settings.serviceVersion) = (isOn, settings.serviceVersion + 1)
        try FaultNotificationStore.keep(settings, of: actor.contract, database)
        try MonitoredLineStore.reconcile(actor.contract, at: actor.at, database)
        try AuditStore.write(actor.entry("fault-notification.service", from: !isOn, to: isOn), database)
        return .saved
    }

    /// FAULT-4.
    private static func hasRecipient(_ contract: Int, _ database: Connection) throws -> Bool {
        try FaultNotificationStore.recipients(of: contract, database).contains(where: \.isTicked)
    }
}

extension BulkForwarding.Actor {
    fileprivate func entry(_ event: AuditEvent, from before: Bool, to after: Bool) -> AuditEntry {
        entry(event, before: before ? "on" : "off", after: after ? "on" : "off")
    }
}

/// What the rules refuse, and the way out.
enum FaultNotificationProblem {
    static func noRecipient(_ field: String, _ purpose: String) -> Problem {
        Problem(field, "\(purpose)、先に「送信先メールアドレス設定」で、送信にチェックを入れたメールアドレスを1つ以上設定してください。")
    }

    static let noMonitorNumber = Problem(
        "service", "監視用電話番号が登録されていないため、開始できません。ご契約の窓口へ監視用電話番号の登録をご依頼ください。")

    /// FAULT-4: which settings need somebody to tell.
    static func lastRecipient(_ settings: FaultNotification.Settings) -> Problem {
        let on = [
            (settings.isOn, "故障・回復通知のサービス"), (settings.startsForwarding, "一括転送の自動開始"),
            (settings.stopsForwarding, "一括転送の自動停止"),
        ].filter(\.0).map(\.1).joined(separator: "、")
        return Problem(
            "send-1", "\(on)が「開始」になっている間は、送信にチェックを入れたメールアドレスを1つ以上残してください。すべて外すには、先に「停止」にしてください。")
    }
}
