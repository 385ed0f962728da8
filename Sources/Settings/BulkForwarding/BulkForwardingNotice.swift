import Accounts
import SQLite
import Shell
import Telephony

/// Forwarding that starts, stops or goes elsewhere is told to the address of the contract number's one-time passwords: one
/// mail a change, whatever it touches.
enum BulkForwardingNotice {
    /// So many numbers of a change are named.
    private static let mostLines = 10

    static func write(
        _ lines: [BulkForwarding.ChangeLine], kind: BulkForwarding.ChangeKind, by actor: BulkForwarding.Actor,
        _ mails: MailTemplates, _ database: Connection
    ) throws {
        let more = lines.count - mostLines
        let named = lines.prefix(mostLines).map { line in
            "\(line.number.display)：\(words(line.before))から\(words(line.after))へ"
        }
        try write(
            kind: "security.forwarding-changed", "一括転送の転送先が変更されました",
            ["操作：\(kind.text)（\(lines.count.inGroups)番号）"] + named + (more > 0 ? ["ほか\(more.inGroups)番号"] : []),
            by: actor, mails, database)
    }

    static func write(
        isOn: Bool, reason: String?, by actor: BulkForwarding.Actor, _ mails: MailTemplates, _ database: Connection
    ) throws {
        try write(
            kind: isOn ? "security.forwarding-started" : "security.forwarding-stopped",
            isOn ? "一括転送が開始されました" : "一括転送が停止されました", reason.map { ["理由：\($0)"] } ?? [], by: actor, mails,
            database)
    }

    private static func words(_ destination: PhoneNumber?) -> String { destination?.display ?? "未登録" }

    private static func write(
        kind: StaticString, _ happening: String, _ details: [String], by actor: BulkForwarding.Actor,
        _ mails: MailTemplates, _ database: Connection
    ) throws {
        guard let number = try BulkForwardingStore.contractNumber(of: actor.contract, database) else { return }
        let notice = SecurityNotice(
            kind: kind, happening: happening, details: details, number: number, contract: actor.contract,
            client: actor.client, at: actor.at)
        try notice.write(mails, database)
    }
}
