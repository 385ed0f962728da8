import Accounts
import Contracts
import SQLite
import Shell
import Telephony

/// While the line is 故障 the site leads to the page, and says so on every other.
extension Emergency {
    /// Where who acts for a contract comes first after signing in; nil for where everybody comes.
    @Sendable
    static func firstPage(_ number: PhoneNumber, contract: Int, _ database: Connection) throws -> String? {
        guard let stored = try ContractsStore.find(id: contract, database), stored.number == number,
            stored.services.contains(.bulkForwarding), try faultSince(contract, database) != nil
        else { return nil }
        return path
    }

    /// Nobody has started the forwarding that the fault is for.
    @Sendable
    static func banner(for person: Person, in language: Language, _ database: Connection) throws -> Banner? {
        guard BulkForwarding.isOpen(to: person), FaultNotification.isOpen(to: person),
            let since = try faultSince(person.contractID, database),
            try !BulkForwardingStore.service(of: person.contractID, database).isOn
        else { return nil }
        return Banner(
            sentence: faultSentence(in: language), isAlarm: true, since: since, byWhom: nil,
            link: Banner.Link(path: path, action: startOrder(in: language)), in: language)
    }

    /// Since when the line is known to be faulty; nil while it is not, or not watched.
    private static func faultSince(_ contract: Int, _ database: Connection) throws -> Moment? {
        guard let line = try MonitoredLineStore.find(contract, database), line.state.condition == .faulty,
            try FaultNotificationStore.watchedNumber(of: contract, database) == line.number
        else { return nil }
        return line.since
    }
}
