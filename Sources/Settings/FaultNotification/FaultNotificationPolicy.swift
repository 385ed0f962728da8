package import Contracts
package import Telephony

/// What an operator may set about the mails.
package struct FaultNotificationPolicy: Sendable {
    /// FAULT-7: who is told when the fault seems to be ours; nobody but the log unless set.
    package var operatorAddress: MailAddress?
    /// FAULT-12: so long after the verdict the mail goes, if the line is still dark then.
    package var mailAfter: Duration = .zero
    /// FAULT-6: what mails call what was sold; the region's own words.
    package var productNames: [ContractKind: String] = [:]

    package init() {}

    /// 「ひかり電話オフィスA（エース）」
    func productName(of kind: ContractKind, in language: Language) -> String {
        productNames[kind] ?? kind.name(in: language)
    }
}
