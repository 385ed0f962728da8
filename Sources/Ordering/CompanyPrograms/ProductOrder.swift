import Exchange
import Telephony

/// An order as its company's programs read it: TMF622's names.
struct ProductOrder: Encodable {
    let id: String
    let href: String
    /// By which the program knows it; none of an order that a person has handed in.
    let externalId: String?
    let category: String
    let state: String
    let orderDate: String
    let contract: String
    let requestedStartDate: String?
    /// 開通予定日
    let expectedCompletionDate: String
    let completionDate: String?
    let failure: String?
    /// Not in lists, nor what follows.
    var productOrderItem: [ProductOrderItem]?
    var agreement: [ProductOrderAgreement]?
    var fees: ProductOrderFees?

    init(_ order: Order, externalID: String?) {
        id = order.number.text
        href = Self.path(of: order.number)
        externalId = externalID
        category = order.kind.rawValue
        state = order.state.publicWord
        orderDate = order.appliedAt.machineText
        contract = order.contract.text
        requestedStartDate = order.night.begins?.machineText
        expectedCompletionDate = Moment(startOf: order.openingDay).machineText
        completionDate = order.endedAt?.machineText
        failure = order.failure?.rawValue
    }

    static func path(of order: OrderNumber) -> String { "/productOrder/\(order.text)" }
}

/// An order where it is named only.
struct ProductOrderReference: Encodable, Sendable {
    let id: String
    let href: String

    init(_ order: OrderNumber) { (id, href) = (order.text, ProductOrder.path(of: order)) }
}

/// ORD-3.
struct ProductOrderAgreement: Codable, Sendable, Equatable {
    enum CodingKeys: CodingKey, CaseIterable { case id, version }

    let id: String
    let version: String

    init(_ consent: Consent) { (id, version) = (consent.document.word, consent.version) }
}

/// FEE-3: in whole yen. What has no price has no amounts.
struct ProductOrderFees: Encodable, Sendable {
    /// That a program says which fees it has seen.
    let mark: String
    let day: String
    let lines: [Line]

    struct Line: Encodable, Sendable {
        let part: String
        let code: String
        let name: String?
        let quantity: Int
        let dutyFreeAmount: Int?
        let taxIncludedAmount: Int?
    }

    init(_ sheet: FeeSheet) {
        mark = sheet.mark
        day = Moment(startOf: sheet.day).dayText
        lines = sheet.lines.map { line in
            Line(
                part: line.item.part.rawValue, code: line.code.rawValue, name: line.name, quantity: line.quantity,
                dutyFreeAmount: line.amounts?.net, taxIncludedAmount: line.amounts?.gross)
        }
    }
}

extension OrderState {
    /// As TMF622 says it.
    var publicWord: String { self == .scheduled ? "pending" : rawValue }

    static let publicStates = allCases.filter { $0 != .draft }

    /// Nil: no state is called so.
    static func called(_ publicWord: String) -> OrderState? { publicStates.first { $0.publicWord == publicWord } }
}
