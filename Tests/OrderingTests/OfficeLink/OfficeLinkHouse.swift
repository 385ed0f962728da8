import CivilCalendar
import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite

extension SettingsHouse {
    /// The contract has オフィスリンククラウド接続機能 with these numbers.
    func link(_ numbers: [String]) throws {
        try write { database in
            try database.run(
                "INSERT INTO smart_pbx_office_link (code, contractor, agreed_on) VALUES (?1, '株式会社みなと', 20000)",
                Self.code)
            try OfficeLinkStore.add(numbers.map { OfficeLinkNumber(digits: $0) }, to: Self.code, database)
        }
    }

    func links() throws -> [String] {
        try read { try OfficeLinkStore.numbers(of: Self.code, $0).map(\.digits) }
    }

    /// A group whose members are an extension and, behind it, a number of the other side; calls go on to another one.
    func addLinkedGroup(_ device: Int, _ member: String, next: String) throws -> Int {
        let settings = ExtensionGroup.Settings(
            number: number(device), name: "受付", mode: .inOrder, ringSeconds: 20,
            members: [
                .officeLink(OfficeLinkNumber(digits: member)), .extension(number(2000)),
            ], next: .officeLink(OfficeLinkNumber(digits: next)))
        return try site.services.database.writeAndWait { try ExtensionGroupStore.add(settings, to: Self.code, $0) }
    }

    func addLine(_ digits: String, to target: CallTarget) throws {
        try write { database in
            guard let number = PhoneNumber(clean: digits) else { return }
            try ExtensionRoutingStore.add(number, to: Self.code, isInEmergencyArea: true, database)
            guard let line = try ExtensionRoutingStore.line(number, database) else { return }
            try ExtensionRoutingStore.set(target, of: line, database)
        }
    }
}
