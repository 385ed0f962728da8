import Exchange

/// Which items an order of a kind has.
struct ProductOrderShape {
    typealias Member = ProductOrderRequest.Product.CodingKeys

    static let contract = "Contract"

    /// What is done with the contract.
    let action: String
    /// Of the contract's item, besides its number.
    let contractMembers: Set<Member>
    /// What else is ordered, besides the contract's item; nil: nothing.
    let part: Part?

    struct Part {
        let type: String
        let action: String
        let members: Set<Member>
        var isCounted = false
    }

    /// Nil: it is not handed in by programs.
    init?(_ kind: OrderKind) {
        switch kind {
        case .add:
            self.init(
                "modify", [.changedChannels], Part(type: "Extension", action: "add", members: [.digits, .device]))
        case .delete:
            self.init("modify", [.changedChannels], Part(type: "Extension", action: "delete", members: [.digits]))
        case .lengthen: self.init("modify", [.part, .addedDigits], nil)
        case .end: self.init("delete", [], nil)
        case .addNumbers:
            self.init(
                "modify", [],
                Part(
                    type: "TelephoneNumber", action: "add", members: [.kind, .base, .reservation], isCounted: true))
        case .changeFeatures:
            self.init(
                "modify", [], Part(type: "TelephoneNumber", action: "modify", members: [.number, .features]))
        case .endNumbers:
            self.init("modify", [], Part(type: "TelephoneNumber", action: "delete", members: [.number]))
        case .new, .addFeature, .endFeature, .dated: return nil
        }
    }

    private init(_ action: String, _ contractMembers: Set<Member>, _ part: Part?) {
        (self.action, self.contractMembers, self.part) = (action, contractMembers, part)
    }

    /// All that has no place in such an order.
    func faults(_ request: ProductOrderRequest) -> [ProgramFault.Placed] {
        var faults: [ProgramFault.Placed] = []
        let items = request.productOrderItem
        if items.count(where: { $0.product.type == Self.contract }) != 1 {
            faults.append(.init(ProgramPath.items, .contract))
        }
        for (place, item) in items.enumerated() {
            let isContract = item.product.type == Self.contract
            guard isContract || item.product.type == part?.type else {
                faults.append(.init(ProgramPath.item(place, "product.@type"), .item))
                continue
            }
            let wanted = isContract ? action : part?.action ?? ""
            if item.action != wanted { faults.append(.init(ProgramPath.item(place, "action"), .action(wanted))) }
            let known = isContract ? contractMembers.union([.id]) : part?.members ?? []
            faults += item.product.members.subtracting(known).map(\.stringValue).sorted().map {
                .init(ProgramPath.item(place, "product.\($0)"), .item)
            }
            if item.quantity != nil, isContract || part?.isCounted != true {
                faults.append(.init(ProgramPath.item(place, "quantity"), .item))
            }
        }
        return faults
    }
}

/// Where something stands in what a program has sent.
enum ProgramPath {
    static let items = "$.productOrderItem"
    static let start = "$.requestedStartDate"

    static func item(_ place: Int, _ member: String) -> String { "\(items)[\(place)].\(member)" }
}

/// What is wrong with what a program has sent, and never with a form.
enum ProgramFault: Sendable, Equatable {
    case externalID
    /// There is not one item that names the contract, or it names none.
    case contract, contractForm
    /// An item, or a member of one, that such an order does not have.
    case item
    case action(String)
    /// The work has no hour of its own.
    case startNotAsked
    /// No document is called so.
    case document
    case role, contactTwice, copyWithoutMail
    /// It is no telephone number.
    case number
    case tooManyCopies, tooManyRows
    case featuresMissing, featuresDiffer
    /// A document in force is not among those that are agreed to, and the fees that were seen are not those of now.
    case agreement, fees
    /// It is ordered on the pages only.
    case atThePages

    struct Placed: Sendable, Equatable {
        let path: String
        let fault: ProgramFault

        init(_ path: String, _ fault: ProgramFault) { (self.path, self.fault) = (path, fault) }
    }
}
