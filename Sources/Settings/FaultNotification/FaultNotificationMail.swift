import Contracts
import Mustache
import Telephony

/// The mails of FAULT-6, in the guide's layout: fault, recovery, and the test of an address.
struct FaultNotificationMail: ViewModel {
    /// The kind of the mail that a person has sent to an address to see it arrive.
    static let test: StaticString = "fault-notification.test"

    private let settings: FaultNotification.Settings
    private let contract: Contract
    private let productName: String
    private let monitorNumber: PhoneNumber?
    private let at: Moment
    private let language: Language
    var forwarding = FaultNotification.Forwarding.notWanted
    /// What a person can still do about forwarding: nothing where the contract has it not.
    var hasBulkForwarding = false
    var isForwarding = false
    /// 一括転送自動停止 has stopped it.
    var hasStoppedForwarding = false

    init(
        _ settings: FaultNotification.Settings, _ contract: Contract,
        monitorNumber: PhoneNumber?, at now: Moment, _ policy: FaultNotificationPolicy, _ language: Language
    ) {
        (self.settings, self.contract, self.monitorNumber) = (settings, contract, monitorNumber)
        (at, self.language) = (now, language)
        productName = policy.productName(of: contract.kind, in: language)
    }

    /// 「○○ 様」; empty when nobody has given a name.
    private var customerName: String { settings.customerName.isEmpty ? contract.name : settings.customerName }

    static let fields: ViewFields<FaultNotificationMail> = [
        "date": { .text($0.at.dateAndTimeText(in: $0.language)) },
        "customerName": { .text(ifAny: $0.customerName.isEmpty ? nil : $0.customerName) },
        "placeName": { .text(ifAny: $0.settings.siteName.isEmpty ? nil : $0.settings.siteName) },
        "productName": { .text($0.productName) },
        "contractNumber": { .text($0.contract.number.digits) },
        "monitorNumber": { .text($0.monitorNumber?.digits ?? FaultNotification.noNumber(in: $0.language)) },
        "detectedAt": { .text($0.at.spreadsheetText.replacing("-", with: "/")) },
        "isStarted": { .flag($0.forwarding == .started) },
        "wasOn": { .flag($0.forwarding == .wasOn || $0.forwarding == .notWanted && $0.isForwarding) },
        "isImpossible": { .flag($0.forwarding == .impossible) },
        "isManual": { .flag($0.forwarding == .notWanted && $0.hasBulkForwarding && !$0.isForwarding) },
        "hasBulkForwarding": { .flag($0.hasBulkForwarding) },
        "isStillOn": { .flag($0.isForwarding) },
        "isStopped": { .flag($0.hasStoppedForwarding) },
    ]
}

/// FAULT-7: what the operator reads.
struct MassFailureMail: ViewModel {
    let isOn: Bool
    let counts: LineCounts
    let at: Moment

    static let fields: ViewFields<MassFailureMail> = [
        "isOn": { .flag($0.isOn) },
        "suspects": { .text($0.counts.suspects.inGroups) },
        "lines": { .text($0.counts.lines.inGroups) },
        "at": { .text($0.at.spreadsheetText) },
    ]
}
