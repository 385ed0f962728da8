import Exchange
import SQLite
import Telephony

/// What is set up in the demonstration's first contract: two outside numbers, a group that rings at once and one that rings in order.
enum DemoExtensionSettings {
    enum Group: Sendable, CaseIterable {
        case reception, support
    }

    /// One that calls 110 and one that cannot.
    static let lines = ["0312345101", "05012345101"].compactMap { PhoneNumber($0) }

    static func add(to code: ContractCode, at now: Moment, in language: Language, _ database: Connection) throws {
        for line in lines { try ExtensionRoutingStore.add(line, to: code, isInEmergencyArea: true, database) }
        let reception = try ExtensionGroupStore.add(
            settings(.reception, number(900), .all, [201, 202, 203], nil, language), to: code, database)
        let support = try ExtensionGroupStore.add(
            settings(.support, number(901), .inOrder, [204, 205], .group(reception), language), to: code, database)
        for (line, group) in zip(lines, [reception, support]) {
            guard let line = try ExtensionRoutingStore.line(line, database) else { continue }
            try ExtensionRoutingStore.set(.group(group), of: line, database)
        }
        let shown = [(201...203, lines.first), (204...205, lines.last)].flatMap { devices, line in
            devices.map { OutgoingNumber.Change(number($0), before: nil, after: line) }
        }
        _ = try OutgoingNumberStore.write(shown, of: code, at: now, database)
    }

    private static func settings(
        _ group: Group, _ own: ExtensionNumber, _ mode: ExtensionGroup.Mode, _ members: [Int], _ next: CallTarget?,
        _ language: Language
    ) -> ExtensionGroup.Settings {
        ExtensionGroup.Settings(
            number: own, name: group.name(in: language), mode: mode, ringSeconds: ExtensionGroup.usualSeconds,
            members: members.map { .extension(number($0)) }, next: next)
    }

    private static func number(_ device: Int) -> ExtensionNumber { ExtensionNumber(site: "22", device: "\(device)") }
}
