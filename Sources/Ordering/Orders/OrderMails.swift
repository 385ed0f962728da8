import Exchange
import Mustache
import SQLite
import Shell
import Telephony

/// The mails of an order (ORD-13), to everybody whom it names for them. No number, ID or password is in one.
struct OrderMails {
    private let mails: MailTemplates
    private let policy: OrderPolicy

    init(_ mails: MailTemplates, _ policy: OrderPolicy) { (self.mails, self.policy) = (mails, policy) }

    func send(_ effects: [OrderEffect], about order: Order, at now: Moment, _ database: Connection) throws {
        for case .mail(let mail) in effects {
            guard let details = try OrderDetailStore.details(of: order.number, database) else { return }
            let sheet = mail.tellsFees ? try OrderFeeStore.sheet(of: order.number, database) : nil
            let view = OrderMailView(
                mail: mail, order: order, contact: details.contact, fees: sheet,
                serviceName: policy.name(of: order.service), language: mails.language)
            for recipient in details.recipients {
                try OutboxStore.add(
                    mails.mail(mail.kind, to: recipient, mail.template, view), of: nil, at: now, database)
            }
        }
    }
}

extension OrderMail {
    /// FEE-4: what it costs is told when it is taken, and when another day may have made it something else.
    fileprivate var tellsFees: Bool { self == .received || self == .moved }

    fileprivate var kind: StaticString {
        switch self {
        case .received: "order.received"
        case .completed, .completedPartly: "order.completed"
        case .failed: "order.failed"
        case .cancelled: "order.cancelled"
        case .equipmentCompleted: "order.equipment"
        case .numberDated: "order.number-dated"
        case .numberRefused: "order.number-refused"
        case .dayBefore: "order.day-before"
        case .moved: "order.day-moved"
        }
    }

    fileprivate var template: String {
        switch self {
        case .received: "Orders/received-mail"
        case .completed, .completedPartly: "Orders/completed-mail"
        case .failed: "Orders/failed-mail"
        case .cancelled: "Orders/cancelled-mail"
        case .equipmentCompleted: "Orders/equipment-mail"
        case .numberDated, .numberRefused, .dayBefore, .moved: "Orders/dated-mail"
        }
    }
}

private struct OrderMailView: ViewModel {
    let mail: OrderMail
    let order: Order
    let contact: OrderPerson
    let fees: FeeSheet?
    let serviceName: String
    let language: Language

    static let fields: ViewFields<OrderMailView> = [
        "serviceName": { .text($0.serviceName) },
        "company": { .text($0.contact.company) },
        "person": { .text($0.contact.person) },
        "contract": { .text($0.order.contract.text) },
        "appliedAt": { .text($0.order.appliedAt.dateAndTimeText(in: $0.language)) },
        "number": { .text($0.order.number.text) },
        "content": { .text($0.order.kind.name(in: $0.language)) },
        "reason": { .text(ifAny: $0.order.failure?.sentence(in: $0.language)) },
        "isSimulated": { .flag($0.order.isSimulated) },
        "fees": { view in
            .object(
                ifAny: view.fees.map {
                    FeeSheetView(sheet: $0, isDated: view.order.kind == .dated, language: view.language)
                })
        },
        "openingDay": { .text($0.order.openingDay.text(in: $0.language)) },
        "isPartly": { .flag($0.mail == .completedPartly) },
        "isDated": { .flag($0.mail == .numberDated) },
        "isRefused": { .flag($0.mail == .numberRefused) },
        "isDayBefore": { .flag($0.mail == .dayBefore) },
        "isMoved": { .flag($0.mail == .moved) },
        "isOfNumbers": { .flag($0.order.service == .ipVoice) },
        "isGivingNumbers": { .flag([.addNumbers, .dated].contains($0.order.kind)) },
        "isGiving": { .flag([.new, .add, .lengthen].contains($0.order.kind)) },
        "isRenaming": { .flag($0.order.kind == .lengthen) },
    ]
}
