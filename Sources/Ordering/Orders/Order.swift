package import CivilCalendar
package import Exchange
import SQLite
package import Telephony

/// What is ordered (ORD-1). The raw value is what is stored.
package enum OrderKind: String, Sendable, CaseIterable, StorableValue {
    /// 契約新規
    case new
    /// 内線番号・チャネル追加
    case add
    /// 内線番号・チャネル削除
    case delete
    /// 内線番号桁数追加
    case lengthen
    /// 契約廃止
    case end
    /// 付加機能の追加: オフィスリンククラウド接続機能.
    case addFeature
    /// 付加機能の廃止
    case endFeature
    /// ダイヤルイン番号の追加
    case addNumbers
    /// 番号ごと付加機能の変更
    case changeFeatures
    /// ダイヤルイン番号の廃止
    case endNumbers
    /// 工事日を指定するお申し込み: several of these, and numbers from other carriers.
    case dated
}

extension OrderKind {
    /// Which can be ordered of a service, in the order of menus.
    package static func all(of service: OrderedService) -> [OrderKind] {
        switch service {
        case .smartPBX: [.new, .add, .delete, .lengthen, .addFeature, .endFeature, .end]
        case .ipVoice: [.addNumbers, .changeFeatures, .endNumbers, .dated]
        }
    }

    var service: OrderedService { OrderedService.allCases.first { Self.all(of: $0).contains(self) } ?? .smartPBX }

    /// Where its pages lie.
    var flowPath: String {
        switch self {
        case .new, .add, .delete, .lengthen, .end, .addFeature, .endFeature, .dated:
            "\(service.ordersPath)/\(pathPart)"
        case .addNumbers, .changeFeatures, .endNumbers: "\(service.ordersPath)/immediate/\(pathPart)"
        }
    }

    /// Where a draft is gone on with.
    func path(ofDraft draft: Int) -> String { "\(flowPath)/check?draft=\(draft)" }

    /// In the addresses of its pages.
    var pathPart: String {
        switch self {
        case .new: "new"
        case .add: "add"
        case .delete: "delete"
        case .lengthen: "digits"
        case .end: "terminate"
        case .addFeature: "feature"
        case .endFeature: "feature-end"
        case .addNumbers: "numbers"
        case .changeFeatures: "features"
        case .endNumbers: "removal"
        case .dated: "dated"
        }
    }
}

extension OrderedService {
    /// Where its orders begin.
    var ordersPath: String {
        switch self {
        case .smartPBX: "/smart-pbx/orders"
        case .ipVoice: "/ip-voice/orders"
        }
    }
}

extension Rights {
    /// Whether an order may be handed in (RIGHT-1); of a contract that is there it is about that one.
    func mayOrder(_ kind: OrderKind, _ contract: ContractCode?, of service: OrderedService) -> Bool {
        guard kind != .new else { return may(.order(service)) }
        return contract.map { may(.change(.init($0, of: service))) } ?? false
    }
}

/// One application (お申し込み) and where it stands.
package struct Order: Sendable, Equatable {
    package let number: OrderNumber
    package let company: Int
    package let contract: ContractCode
    package let service: OrderedService
    package let kind: OrderKind
    package let progress: OrderProgress
    /// The mail address of who has applied.
    package let account: String
    package let appliedAt: Moment
    /// 開通日, planned or past.
    package let openingDay: CivilDate
    package let endedAt: Moment?
    package let failure: WorkFailure?
    /// A stand-in has carried it out (EXCH-4).
    package let isSimulated: Bool
    package let night: OrderNight

    package var state: OrderState { progress.state }

    /// Whether who has these rights may order the like (RIGHT-1).
    func isOpen(to rights: Rights) -> Bool { rights.mayOrder(kind, contract, of: service) }

    /// ORD-10: said from then on, and the operator is told from then on. Of orders that wait for their window it counts from its begin.
    package static let slowAfter: Duration = .minutes(5)
    package static let alarmAfter: Duration = .minutes(60)

    package func isSlow(at now: Moment) -> Bool {
        state.isOpen && state != .assessingCancellation && now - (night.begins ?? appliedAt) >= Self.slowAfter
    }
}

/// What of an order waits for a window of the night (PBX-11).
package struct OrderNight: Sendable, Equatable {
    /// The whole order, until then.
    package var begins: Moment?
    /// Only 設備工事, which follows what was ordered.
    package var equipment: Moment?

    package init(begins: Moment? = nil, equipment: Moment? = nil) {
        (self.begins, self.equipment) = (begins, equipment)
    }

    package static let none = OrderNight()
}

/// One line of an order's history: what happened, and where the order stood then.
package struct OrderHistoryLine: Sendable, Equatable {
    package let at: Moment
    package let event: OrderEvent
    package let state: OrderState
    package let by: OrderAuthor
    /// Something was reported that fits no arrow: nothing has changed (ORD-8).
    package let isRefused: Bool
}

/// Who or what has moved an order.
package enum OrderAuthor: Sendable, Equatable, StorableValue {
    /// By mail address.
    case account(String)
    case exchange

    package var stored: String {
        switch self {
        case .account(let address): address
        case .exchange: "exchange"
        }
    }

    package init(stored: String) { self = stored == "exchange" ? .exchange : .account(stored) }
}

/// What an operator may set about orders.
package struct OrderPolicy: Sendable {
    package var hours = OrderingHours()
    package var calendar = BusinessCalendar()
    package var answerHours = AnswerHours()
    /// What services are called on pages and in mails.
    package var serviceNames: [OrderedService: String] = [.smartPBX: "Smart PBX", .ipVoice: "IP Voice"]
    /// In characters.
    package static let longestServiceName = 40
    /// ORD-6.
    package var salesChannel = "T1400041"
    /// Who is told when something goes wrong; nil: nobody.
    package var operatorAddress: MailAddress?
    /// FEE-3, 5.
    package var fees = FeePolicy()
    /// LINK-3.
    package var officeLink = OfficeLink.Policy()

    package init() {}

    /// Orders with a day of their own are taken at any hour (HOURS-1).
    /// - Parameter maintenances: those of the service that are not over.
    package func closing(
        of kind: OrderKind, at now: Moment, _ maintenances: [Maintenance]
    ) -> OrderingHours.Closing? {
        (kind == .dated ? OrderingHours.always : hours).closing(at: now, maintenances)
    }

    package func name(of service: OrderedService) -> String { serviceNames[service] ?? service.rawValue }
}

extension OrderState: StorableValue {}
extension OrderEvent: StorableValue {}
