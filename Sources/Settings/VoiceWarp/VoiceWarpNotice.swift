import Accounts
import Contracts
import SQLite
import Shell
import Telephony

/// Calls that go elsewhere may be somebody else's doing: who owns the number is told, or who owns the contract where the number
/// has no address of its own.
struct VoiceWarpNotice: SecurityHappening {
    let number: PhoneNumber
    let old: VoiceWarp.Settings
    let new: VoiceWarp.Settings

    var kind: StaticString { "security.voice-warp" }

    func write(of contract: Int, by actor: Actor, _ mails: MailTemplates, _ database: Connection) throws {
        if try SecurityNotice(self, of: number, by: actor).write(mails, database) { return }
        guard let owner = try ContractsStore.find(id: contract, database)?.number, owner != number else { return }
        try SecurityNotice(self, of: owner, by: actor).write(mails, database)
    }
}
