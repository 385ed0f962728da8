import Exchange
import Telephony

/// An order as programs of the exchange read it: TMF622's names, and products of kinds of our own (`@type`).
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
    let productOrderItem: [Item]

    struct Amendment: Codable {
        let sequence: Int
        let requestedStartDate: String?
        /// Items that are to be asked for once more.
        let productOrderItem: [String]
    }

    struct Item: Codable {
        let id: String
        let action: String
        /// Of telephone numbers that come from other carriers, and of equipment work.
        var state: String?
        var date: String?
        var reason: String?
        let product: Product
    }

    struct Product: Codable {
        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case id, channels, digits, device, newDigits, number, features, donor, requestedStartDate
        }

        let type: String
        var id: String?
        var channels: Int?
        var digits: String?
        var device: String?
        var newDigits: String?
        var number: String?
        var features: Features?
        var donor: Donor?
        var requestedStartDate: String?
    }

    struct Features: Codable {
        let messageBox: Bool
        let rejectsAnonymous: Bool
        let rejectsNuisance: Bool
        let shownNumber: String?
        let forwardNumber: String?
    }

    struct Donor: Codable {
        let carrier: String
        let holder: String
        let address: String
        let leavesOthers: Bool
    }

    /// What `@type` says.
    enum ProductType {
        static let contract = "Contract"
        static let line = "Extension"
        static let number = "TelephoneNumber"
        static let equipment = "EquipmentWork"
        static let officeLink = "OfficeLink"
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

    private static func items(of order: OpenOrder) -> [Item] {
        let work = order.work
        let contract = Product(
            type: ProductType.contract, id: work.contract.text, channels: work.channels == 0 ? nil : work.channels)
        return [Item(id: ItemName.contract, action: work.kind.action, product: contract)]
            + work.lines.map { line in
                Item(
                    id: "add-\(line.digits)", action: "add",
                    product: Product(type: ProductType.line, digits: line.digits, device: line.device.rawValue))
            }
            + work.gone.map {
                Item(id: "delete-\($0)", action: "delete", product: Product(type: ProductType.line, digits: $0))
            }
            + work.renamed.map {
                Item(
                    id: "rename-\($0.from)", action: "modify",
                    product: Product(type: ProductType.line, digits: $0.from, newDigits: $0.to))
            }
            + (work.officeLinkChannels.map { [item(ofOfficeLink: $0)] } ?? [])
            + work.numbers.map { item(of: $0, order.steps[$0.number]) }
            + (work.equipment.map { [item(ofEquipment: $0, isDone: order.isEquipmentDone)] } ?? [])
    }

    private static func item(of number: WorkNumber, _ step: PortStep?) -> Item {
        let features = number.features
        let donor = number.donor.map {
            Donor(carrier: $0.carrier, holder: $0.holder, address: $0.address, leavesOthers: $0.leavesOthers)
        }
        var item = Item(
            id: ItemName.number(number.number), action: number.change.action,
            product: Product(
                type: ProductType.number, number: number.number.digits,
                features: Features(
                    messageBox: features.messageBox, rejectsAnonymous: features.rejectsAnonymous,
                    rejectsNuisance: features.rejectsNuisance, shownNumber: features.shownNumber?.digits,
                    forwardNumber: features.forwardNumber?.digits), donor: donor))
        guard number.change == .port else { return item }
        item.state = PortWords.word(of: step)
        if case .dated(let moment) = step { item.date = moment.machineText }
        if case .refused(let why) = step { item.reason = why.rawValue }
        return item
    }

    private static func item(ofOfficeLink channels: Int) -> Item {
        Item(
            id: ItemName.officeLink, action: channels > 0 ? "add" : "delete",
            product: Product(type: ProductType.officeLink, channels: channels > 0 ? channels : nil))
    }

    private static func item(ofEquipment begins: Moment, isDone: Bool) -> Item {
        Item(
            id: ItemName.equipment, action: "modify", state: isDone ? ItemName.done : PortWords.word(of: nil),
            product: Product(type: ProductType.equipment, requestedStartDate: begins.machineText))
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

/// How an order's items are called.
enum ItemName {
    static let contract = "contract"
    static let equipment = "equipment"
    /// Of equipment work that has ended.
    static let done = "done"
    static let officeLink = "office-link"

    static func number(_ number: PhoneNumber) -> String { "number-\(number.digits)" }
}

extension OpenOrder {
    /// As TMF622 says it: nothing is to be begun while a cancellation waits for its answer.
    var publicState: String {
        cancellation == .asked && state.isBefore ? "assessingCancellation" : state.rawValue
    }
}

extension WorkOrder.Kind {
    var action: String {
        switch self {
        case .open: "add"
        case .change: "modify"
        case .close: "delete"
        }
    }
}

extension WorkNumber.Change {
    fileprivate var action: String {
        switch self {
        case .connect, .port: "add"
        case .disconnect: "delete"
        case .adapt: "modify"
        }
    }
}
