import Contracts
import SQLite
import Shell

/// What became of a form.
enum FaultNotificationOutcome: Sendable, Equatable {
    case saved
    /// It was so already, as after a double click.
    case unchanged
    /// AUTH-13: somebody else has changed it since the page was shown.
    case conflict
    case refused(FaultNotificationRefusal)
}

/// Saves the four forms, each in one transaction with its audit line.
enum FaultNotificationChangeStore {
    static func saveMail(
        customerName: String, siteName: String, of contract: Int, shownVersion: Int, by actor: Actor,
        _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: contract, database)
        let before = settings
        (settings.customerName, settings.siteName) = (customerName, siteName)
        guard settings != before else { return .unchanged }
        guard shownVersion == before.mailVersion else { return .conflict }
        settings.mailVersion += 1
        try FaultNotificationStore.keep(settings, of: contract, database)
        for (subject, old, new) in [
            ("customer", before.customerName, customerName), ("site", before.siteName, siteName),
        ] where old != new {
            try actor.audit("fault-notification.mail", subject: subject, before: old, after: new, database)
        }
        return .saved
    }

    static func saveAddresses(
        _ recipients: [FaultNotification.Recipient], of contract: Int, shownVersion: Int, by actor: Actor,
        _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: contract, database)
        let before = try FaultNotificationStore.recipients(of: contract, database)
        guard recipients != before else { return .unchanged }
        guard shownVersion == settings.addressesVersion else { return .conflict }
        let needing = settings.needingRecipient
        if !needing.isEmpty, !recipients.contains(where: \.isTicked) { return .refused(.lastRecipient(needing)) }
        settings.addressesVersion += 1
        try FaultNotificationStore.keep(settings, of: contract, database)
        try FaultNotificationStore.keep(recipients, of: contract, database)
        for place in 1...FaultNotification.addressLimit {
            let old = before.first { $0.place == place }?.auditText
            let new = recipients.first { $0.place == place }?.auditText
            guard old != new else { continue }
            try actor.audit("fault-notification.address", subject: "\(place)", before: old, after: new, database)
        }
        return .saved
    }

    static func saveAutomatic(
        starts: Bool, stops: Bool, of contract: Int, shownVersion: Int, by actor: Actor, _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: contract, database)
        let before = settings
        (settings.startsForwarding, settings.stopsForwarding) = (starts, stops)
        guard settings != before else { return .unchanged }
        guard shownVersion == before.automaticVersion else { return .conflict }
        let turnedOn: FaultNotification.Switch? =
            starts && !before.startsForwarding ? .start : stops && !before.stopsForwarding ? .stop : nil
        if let turnedOn, try !hasRecipient(contract, database) { return .refused(.noRecipient(turnedOn)) }
        settings.automaticVersion += 1
        try FaultNotificationStore.keep(settings, of: contract, database)
        if starts != before.startsForwarding {
            try actor.audit(
                "fault-notification.automatic-start", before: before.startsForwarding.auditText,
                after: starts.auditText, database)
        }
        if stops != before.stopsForwarding {
            try actor.audit(
                "fault-notification.automatic-stop", before: before.stopsForwarding.auditText, after: stops.auditText,
                database)
        }
        return .saved
    }

    static func turn(
        on isOn: Bool, of contract: Int, shownVersion: Int, by actor: Actor, _ database: Connection
    ) throws -> FaultNotificationOutcome {
        var settings = try FaultNotificationStore.settings(of: contract, database)
        guard settings.isOn != isOn else { return .unchanged }
        guard shownVersion == settings.serviceVersion else { return .conflict }
        if isOn {
            if try !hasRecipient(contract, database) { return .refused(.noRecipient(.service)) }
            if try ContractsStore.monitorNumber(of: contract, database) == nil { return .refused(.noMonitorNumber) }
        }
        (settings.isOn, settings.serviceVersion) = (isOn, settings.serviceVersion + 1)
        try FaultNotificationStore.keep(settings, of: contract, database)
        try FaultNotificationWatch.reconcile(contract, at: actor.at, database)
        try actor.audit(
            "fault-notification.service", before: (!isOn).auditText, after: isOn.auditText, database)
        return .saved
    }

    /// FAULT-4.
    private static func hasRecipient(_ contract: Int, _ database: Connection) throws -> Bool {
        try FaultNotificationStore.recipients(of: contract, database).contains(where: \.isTicked)
    }
}

extension Bool {
    fileprivate var auditText: String { self ? "on" : "off" }
}
