import SQLite
import Shell
import Telephony

/// What the contract's owner hears of the telephones that act for it: another person may have done it (AUTH-12).
enum TelephonePINHappening: SecurityHappening {
    case changed(callers: [PhoneNumber], setsPIN: Bool)
    case removed
    /// The last allowed miss has voided the PIN.
    case spent
    /// The operator has let it serve again.
    case unlocked

    var kind: StaticString {
        switch self {
        case .changed: "security.telephone-pin-changed"
        case .removed: "security.telephone-pin-removed"
        case .spent: "security.telephone-pin-voided"
        case .unlocked: "security.telephone-pin-unlocked"
        }
    }

    func write(of contract: Int, by actor: Actor, _ mails: MailTemplates, _ database: Connection) throws {
        guard let number = try TelephonePINStore.contractNumber(of: contract, database) else { return }
        try SecurityNotice(self, of: number, by: actor).write(mails, database)
    }
}
