import Accounts
import SQLite
import Shell
import Telephony

/// Forwarding that starts, stops or goes elsewhere is told to the address of the contract number's one-time passwords: one
/// mail a change, whatever it touches.
enum BulkForwardingNotice: SecurityHappening {
    case changed([BulkForwarding.ChangeLine], BulkForwarding.ChangeKind)
    case switched(isOn: Bool, reason: String?)

    /// So many numbers of a change are named.
    static let mostLines = 10

    var kind: StaticString {
        switch self {
        case .changed: "security.forwarding-changed"
        case .switched(isOn: true, _): "security.forwarding-started"
        case .switched(isOn: false, _): "security.forwarding-stopped"
        }
    }

    func write(of contract: Int, by actor: Actor, _ mails: MailTemplates, _ database: Connection) throws {
        guard let number = try BulkForwardingStore.contractNumber(of: contract, database) else { return }
        try SecurityNotice(self, of: number, by: actor).write(mails, database)
    }
}
