import Exchange
import Shell
import Telephony

/// An order as programs of the exchange read it: TMF622's names.
struct ProductOrder: Codable {
    let id: String
    let href: String
    let state: String
    let orderDate: String
    let requestedStartDate: String?
    let expectedCompletionDate: String?
    let failure: String?
    let note: [ProductOrderNote]?
    let amendment: [Amendment]
    let productOrderItem: [ProductOrderItem]

    struct Amendment: Codable {
        let sequence: Int
        let requestedStartDate: String?
        /// Items that are to be asked for once more.
        let productOrderItem: [String]
    }

    init(_ order: OpenOrder) {
        let work = order.work
        id = work.number.text
        href = "/productOrder/\(work.number.text)"
        state = order.publicState
        orderDate = order.takenAt.machineText
        requestedStartDate = work.begins?.machineText
        expectedCompletionDate = order.expected?.machineText
        failure = order.failure?.rawValue
        note = order.note.map { [ProductOrderNote(text: $0)] }
        amendment = order.amendments.map { each in
            Amendment(
                sequence: each.sequence, requestedStartDate: each.begins?.machineText,
                productOrderItem: each.numbers.map(ItemName.number))
        }
        productOrderItem = Self.items(of: order)
    }

    private static func items(of order: OpenOrder) -> [ProductOrderItem] {
        let work = order.work
        let ported = work.numbers.filter { $0.change == .port }.map { (ItemName.number($0.number), $0.number) }
        let numbers = Dictionary(ported, uniquingKeysWith: { first, _ in first })
        return ProductOrderItem.all(of: work).map { item in
            guard let number = numbers[item.id] else { return item }
            return item.going(order.steps[number])
        } + (work.equipment.map { [.equipment(begins: $0, isDone: order.isEquipmentDone)] } ?? [])
    }
}

extension ProductOrderItem {
    /// Of a number that comes from another carrier: how far it is on its way.
    fileprivate func going(_ step: PortStep?) -> ProductOrderItem {
        var item = self
        item.state = PortWords.word(of: step)
        if case .dated(let moment) = step { item.date = moment.machineText }
        if case .refused(let why) = step { item.reason = why.rawValue }
        return item
    }
}

struct ProductOrderNote: Codable {
    enum CodingKeys: CodingKey, CaseIterable { case text }

    let text: String

    init(text: String) { self.text = text }

    init(from decoder: any Decoder) throws {
        text = try decoder.members(CodingKeys.self).decode(String.self, forKey: .text)
    }
}

extension OpenOrder {
    /// As TMF622 says it: nothing is to be begun while a cancellation waits for its answer.
    var publicState: String {
        cancellation == .asked && state.isBefore ? "assessingCancellation" : state.rawValue
    }
}
