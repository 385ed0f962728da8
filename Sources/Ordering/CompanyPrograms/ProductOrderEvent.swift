import Exchange
import Telephony

/// Something that has happened to an order, as its company's programs read it: TMF688's names.
struct ProductOrderEvent: Encodable {
    let eventId: String
    let eventTime: String
    let eventType: String
    let event: Payload

    struct Payload: Encodable {
        let reason: String
        let productOrder: Order
    }

    struct Order: Encodable {
        let id: String
        let href: String
        let externalId: String?
        /// Where it stood then.
        let state: String
    }

    init(_ entry: OrderFeedEntry) {
        eventId = "\(entry.id)"
        eventTime = entry.line.at.machineText
        eventType = entry.line.event.publicType
        event = Payload(
            reason: entry.line.event.rawValue,
            productOrder: Order(
                id: entry.order.text, href: ProductOrder.path(of: entry.order), externalId: entry.externalID,
                state: entry.line.state.publicWord))
    }
}

extension OrderEvent {
    var publicType: String {
        switch self {
        case .submitted: "ProductOrderCreateEvent"
        case .equipmentCompleted, .dayMoved, .numberCorrected: "ProductOrderAttributeValueChangeEvent"
        case .planned, .begun, .completed, .completedPartly, .failed, .cancellationAsked, .cancellationGranted,
            .cancellationRefused:
            "ProductOrderStateChangeEvent"
        }
    }
}
