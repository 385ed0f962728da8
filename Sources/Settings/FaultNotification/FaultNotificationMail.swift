import Mustache
import Telephony

/// The mails of FAULT-6, in the guide's layout: fault, recovery, and the test of an address.
struct FaultNotificationMail: ViewModel {
    /// 「○○ 様」; empty when nobody has given a name.
    let customerName: String
    let siteName: String
    let productName: String
    let contractNumber: PhoneNumber
    let monitorNumber: PhoneNumber?
    let at: Moment
    var forwarding = LineFaultStore.Forwarding.notWanted
    /// 一括転送自動停止 has stopped it.
    var hasStoppedForwarding = false

    static let fields: ViewFields<FaultNotificationMail> = [
        "date": { .text($0.at.dateAndTimeText) },
        "customerName": { .text(ifAny: $0.customerName.isEmpty ? nil : $0.customerName) },
        "placeName": { .text(ifAny: $0.siteName.isEmpty ? nil : $0.siteName) },
        "productName": { .text($0.productName) },
        "contractNumber": { .text($0.contractNumber.digits) },
        "monitorNumber": { .text($0.monitorNumber?.digits ?? "未登録") },
        "detectedAt": { .text($0.at.spreadsheetText.replacing("-", with: "/")) },
        "isStarted": { .flag($0.forwarding == .started) },
        "wasOn": { .flag($0.forwarding == .wasOn) },
        "isImpossible": { .flag($0.forwarding == .impossible) },
        "isManual": { .flag($0.forwarding == .notWanted) },
        "isStopped": { .flag($0.hasStoppedForwarding) },
    ]
}

/// FAULT-7: what the operator reads.
struct MassFailureMail: ViewModel {
    let isOn: Bool
    let suspects: Int
    let lines: Int
    let at: Moment

    static let fields: ViewFields<MassFailureMail> = [
        "isOn": { .flag($0.isOn) },
        "suspects": { .text($0.suspects.inGroups) },
        "lines": { .text($0.lines.inGroups) },
        "at": { .text($0.at.spreadsheetText) },
    ]
}
