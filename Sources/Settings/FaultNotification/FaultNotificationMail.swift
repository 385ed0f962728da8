import Contracts
import Mustache
import SQLite
import Shell
import Telephony

/// The mails of FAULT-6, in the guide's layout: fault, recovery, and the test of an address.
struct FaultNotificationMail: ViewModel {
    /// The kind of the mail that a person has sent to an address to see it arrive.
    static let test: StaticString = "fault-notification.test"

    /// What is so of forwarding at the minute of the mail.
    struct Forwarding: Sendable {
        let service: BulkForwarding.Service
        let tally: BulkForwardingTally

        /// Nil where the contract has it not.
        static func read(_ contract: Int, _ database: Connection) throws -> Forwarding? {
            guard try ContractsStore.has(.bulkForwarding, contract, database) else { return nil }
            return Forwarding(
                service: try BulkForwardingStore.service(of: contract, database),
                tally: try BulkForwardingStore.tally(of: contract, database))
        }
    }

    private let settings: FaultNotification.Settings
    private let contract: Contract
    private let productName: String
    private let monitorNumber: PhoneNumber?
    private let at: Moment
    private let language: Language
    /// When the fault or the recovery was found.
    var detectedAt: Moment
    var forwarding: Forwarding?
    /// What became of 一括転送自動開始 when the fault was found.
    var wanted = FaultNotification.Forwarding.notWanted
    /// 一括転送自動停止 has stopped it.
    var hasStoppedForwarding = false

    init(
        _ settings: FaultNotification.Settings, _ contract: Contract,
        monitorNumber: PhoneNumber?, at now: Moment, _ policy: FaultNotificationPolicy, _ language: Language
    ) {
        (self.settings, self.contract, self.monitorNumber) = (settings, contract, monitorNumber)
        (at, detectedAt, self.language) = (now, now, language)
        productName = policy.productName(of: contract.kind, in: language)
    }

    /// 「○○ 様」; empty when nobody has given a name.
    private var customerName: String { settings.customerName.isEmpty ? contract.name : settings.customerName }

    private var isOn: Bool { forwarding?.service.isOn == true }
    private var canStart: Bool { forwarding.map { BulkForwarding.canStart($0.tally) } ?? false }
    /// Somebody else may have started it meanwhile.
    private var isStarted: Bool { isOn && wanted == .started && forwarding?.service.latest?.by == .automatic }
    private var isImpossible: Bool { !isOn && wanted == .impossible && !canStart }

    static let fields: ViewFields<FaultNotificationMail> = [
        "date": { .text($0.at.dateAndTimeText(in: $0.language)) },
        "customerName": { .text(ifAny: $0.customerName.isEmpty ? nil : $0.customerName) },
        "placeName": { .text(ifAny: $0.settings.siteName.isEmpty ? nil : $0.settings.siteName) },
        "productName": { .text($0.productName) },
        "contractNumber": { .text($0.contract.number.digits) },
        "monitorNumber": { .text($0.monitorNumber?.digits ?? FaultNotification.noNumber(in: $0.language)) },
        "detectedAt": { .text($0.detectedAt.spreadsheetText.replacing("-", with: "/")) },
        "hasBulkForwarding": { .flag($0.forwarding != nil) },
        "isOn": { .flag($0.isOn) },
        "isStarted": { .flag($0.isStarted) },
        "wasOn": { .flag($0.isOn && !$0.isStarted) },
        "isImpossible": { .flag($0.isImpossible) },
        "isManual": { .flag($0.forwarding != nil && !$0.isOn && !$0.isImpossible) },
        "canStart": { .flag($0.canStart) },
        "registered": { .object(ifAny: CountView($0.forwarding?.tally.destinations ?? 0)) },
        "forwards": { .object(ifAny: CountView($0.forwarding?.tally.forwarded ?? 0)) },
        "busy": { .object(ifAny: CountView($0.forwarding?.tally.busy ?? 0)) },
        "isStopped": { .flag($0.hasStoppedForwarding) },
    ]
}
