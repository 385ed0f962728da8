import SQLite

/// What the owner of a number is told by mail because somebody else may have done it (AUTH-12): a password that is void or
/// new, another unit, forwarding that starts or goes elsewhere.
///
/// Its words are made here and not by a template: the operator's commands and the telephone menu write it too.
struct SecurityNotice: Sendable {
    /// For the outbox: "security.password-changed".
    let kind: StaticString
    /// What was done, for the mail's subject and its first sentence, without 「。」: 「パスワードが変更されました」.
    let happening: String
    /// More about it, a sentence or 「項目：値」 each. Never a secret.
    var details: [String] = []
    /// Whose it is: its one-time passwords' address gets the mail.
    let number: PhoneNumber
    let contract: Int
    /// From where it was done, as in the audit trail: an address, `operator` or `telephone`.
    let client: String
    let at: Moment

    /// Writes the mail for the address that the number's one-time passwords go to, in the transaction of what it tells
    /// about. False when the number has no such address.
    @discardableResult
    func write(_ policy: Policy, _ database: Connection) throws -> Bool {
        guard let address = try OneTimePasswordStore.mailAddress(of: number, database) else { return false }
        try write(to: address, policy, database)
        return true
    }

    /// The same for an address that the number had, or will have.
    func write(to address: MailAddress, _ policy: Policy, _ database: Connection) throws {
        try OutboxStore.add(mail(to: address, policy), of: contract, at: at, database)
    }

    func mail(to address: MailAddress, _ policy: Policy) -> Mail {
        Mail(
            kind: "\(kind)", to: address, subject: "【\(policy.siteName)】\(happening)",
            body: """
                \(policy.siteName)からのお知らせです。

                \((["\(happening)。"] + details).joined(separator: "\n"))

                ■電話番号：\(number.display)
                ■日時：\(at.dateAndTimeText)（日本時間）
                ■操作元：\(ClientWords.text(for: client))

                心当たりがない場合は、ほかの方が操作したおそれがあります。ご契約の電話から\(policy.accessNumberText)（有料）へダイヤルして仮パスワードを設定し、ログインしてパスワードを変更してください。変更すると、ほかのログインはすべて終了します。
                いつ、何が変更されたかは、ログイン後の「操作履歴」で確認できます。
                \(policy.origin)/

                \(policy.contact)

                """)
    }
}
