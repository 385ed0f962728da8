package import SQLite
package import Shell
package import Telephony

/// What the owner of a number is told by mail because somebody else may have done it (AUTH-12): a password that is void or
/// new, another unit, forwarding that starts or goes elsewhere.
///
/// Its words are made here and not by a template: the operator's commands and the telephone menu write it too.
package struct SecurityNotice: Sendable {
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

    package init(
        kind: StaticString,
        happening: String,
        details: [String] = [],
        number: PhoneNumber,
        contract: Int,
        client: String,
        at: Moment
    ) {
        self.kind = kind
        self.happening = happening
        self.details = details
        self.number = number
        self.contract = contract
        self.client = client
        self.at = at
    }

    /// Writes the mail for the address that the number's one-time passwords go to, in the transaction of what it tells
    /// about. False when the number has no such address.
    @discardableResult
    package func write(_ site: SiteIdentity, _ database: Connection) throws -> Bool {
        guard let address = try OneTimePasswordStore.mailAddress(of: number, database) else { return false }
        try write(to: address, site, database)
        return true
    }

    /// The same for an address that the number had, or will have.
    func write(to address: MailAddress, _ site: SiteIdentity, _ database: Connection) throws {
        try OutboxStore.add(mail(to: address, site), of: contract, at: at, database)
    }

    func mail(to address: MailAddress, _ site: SiteIdentity) -> Mail {
        Mail(
            kind: "\(kind)", to: address, subject: "【\(site.name)】\(happening)",
            body: """
                \(site.name)からのお知らせです。

                \((["\(happening)。"] + details).joined(separator: "\n"))

                ■電話番号：\(number.display)
                ■日時：\(at.dateAndTimeText)（日本時間）
                ■操作元：\(ClientWords.text(for: client, in: .japanese))

                心当たりがない場合は、ほかの方が操作したおそれがあります。ご契約の電話から\(site.accessNumber)（有料）へダイヤルして仮パスワードを設定し、ログインしてパスワードを変更してください。変更すると、ほかのログインはすべて終了します。
                いつ、何が変更されたかは、ログイン後の「操作履歴」で確認できます。
                \(site.origin)/

                \(site.contact)

                """)
    }
}
