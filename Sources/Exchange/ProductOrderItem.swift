package import Telephony

/// One thing that an order does, as programs read it: TMF622's names, and products of kinds of our own (`@type`).
package struct ProductOrderItem: Codable, Sendable {
    package let id: String
    package let action: String
    /// Of telephone numbers that come from other carriers, and of equipment work.
    package var state: String?
    package var date: String?
    package var reason: String?
    package let product: Product

    package struct Product: Codable, Sendable {
        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case id, channels, digits, device, newDigits, number, features, donor, requestedStartDate
        }

        package let type: String
        package private(set) var id: String?
        package private(set) var channels: Int?
        package private(set) var digits: String?
        package private(set) var device: String?
        package private(set) var newDigits: String?
        package private(set) var number: String?
        package private(set) var features: Features?
        package private(set) var donor: Donor?
        package private(set) var requestedStartDate: String?
    }

    package struct Features: Codable, Sendable {
        package let messageBox: Bool
        package let rejectsAnonymous: Bool
        package let rejectsNuisance: Bool
        package let shownNumber: String?
        package let forwardNumber: String?
    }

    package struct Donor: Codable, Sendable {
        package let carrier: String
        package let holder: String
        package let address: String
        package let leavesOthers: Bool
    }

    /// What `@type` says.
    package enum ProductType {
        package static let contract = "Contract"
        package static let line = "Extension"
        package static let number = "TelephoneNumber"
        package static let equipment = "EquipmentWork"
        package static let officeLink = "OfficeLink"
    }

    private init(_ id: String, _ action: String, _ product: Product) {
        (self.id, self.action, self.product) = (id, action, product)
    }

    /// All that is to be done, but for equipment work.
    package static func all(of work: WorkOrder) -> [ProductOrderItem] {
        let contract = Product(
            type: ProductType.contract, id: work.contract.text, channels: work.channels == 0 ? nil : work.channels)
        return [ProductOrderItem(ItemName.contract, work.kind.action, contract)]
            + work.lines.map { line in
                ProductOrderItem(
                    "add-\(line.digits)", "add",
                    Product(type: ProductType.line, digits: line.digits, device: line.device.rawValue))
            }
            + work.gone.map {
                ProductOrderItem("delete-\($0)", "delete", Product(type: ProductType.line, digits: $0))
            }
            + work.renamed.map {
                ProductOrderItem(
                    "rename-\($0.from)", "modify",
                    Product(type: ProductType.line, digits: $0.from, newDigits: $0.to))
            }
            + (work.officeLinkChannels.map { [officeLink($0)] } ?? [])
            + work.numbers.map(number)
    }

    private static func officeLink(_ channels: Int) -> ProductOrderItem {
        ProductOrderItem(
            ItemName.officeLink, channels > 0 ? "add" : "delete",
            Product(type: ProductType.officeLink, channels: channels > 0 ? channels : nil))
    }

    private static func number(_ number: WorkNumber) -> ProductOrderItem {
        let features = number.features
        return ProductOrderItem(
            ItemName.number(number.number), number.change.action,
            Product(
                type: ProductType.number, number: number.number.digits,
                features: Features(
                    messageBox: features.messageBox, rejectsAnonymous: features.rejectsAnonymous,
                    rejectsNuisance: features.rejectsNuisance, shownNumber: features.shownNumber?.digits,
                    forwardNumber: features.forwardNumber?.digits),
                donor: number.donor.map {
                    Donor(carrier: $0.carrier, holder: $0.holder, address: $0.address, leavesOthers: $0.leavesOthers)
                }))
    }

    package static func equipment(begins: Moment, isDone: Bool) -> ProductOrderItem {
        var item = ProductOrderItem(
            ItemName.equipment, "modify", Product(type: ProductType.equipment, requestedStartDate: begins.machineText))
        item.state = isDone ? ItemName.done : "acknowledged"
        return item
    }
}

/// How an order's items are called.
package enum ItemName {
    package static let contract = "contract"
    package static let equipment = "equipment"
    /// Of equipment work that has ended.
    package static let done = "done"
    package static let officeLink = "office-link"

    package static func number(_ number: PhoneNumber) -> String { "number-\(number.digits)" }
}

extension WorkOrder.Kind {
    package var action: String {
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
