package import Exchange
package import SQLite
package import Telephony

/// What Smart PBX makes of its orders.
package struct SmartPBXOrders: ServiceOrders {
    package init() {}

    package var service: OrderedService { .smartPBX }

    /// There is an order without what was ordered.
    struct NothingOrdered: Error {
        let order: OrderNumber
    }

    package func work(of order: Order, _ database: Connection) throws -> WorkOrder {
        guard order.kind != .new else { return try opening(order, database) }
        guard let record = try SmartPBXChangeStore.find(order.number, database) else {
            throw NothingOrdered(order: order.number)
        }
        let numbers = record.extensions.map(\.number)
        return WorkOrder(
            number: order.number, contract: order.contract, kind: order.kind == .end ? .close : .change,
            lines: order.kind == .add ? record.extensions.map(\.workLine) : [],
            gone: order.kind == .delete ? numbers.map(\.digits) : [],
            renamed: order.kind == .lengthen
                ? numbers.map { WorkRename(from: $0.digits, to: record.renamed($0).digits) } : [],
            channels: record.after.channels.all, officeLinkChannels: order.kind.officeLinkChannels,
            begins: order.night.begins, equipment: order.night.equipment)
    }

    private func opening(_ order: Order, _ database: Connection) throws -> WorkOrder {
        guard let content = try SmartPBXOrderStore.ordered(order.number, database) else {
            throw NothingOrdered(order: order.number)
        }
        return WorkOrder(
            number: order.number, contract: order.contract, kind: .open, lines: content.extensions.map(\.workLine),
            channels: content.channels.all)
    }

    package func apply(_ order: Order, at now: Moment, _ database: Connection) throws {
        switch order.kind {
        case .new:
            try SmartPBXOrderStore.open(order.contract, by: order.number, database)
            try ServiceContractStore.open(order.contract, at: now, database)
        case .add: try SmartPBXChangeStore.add(order.number, to: order.contract, database)
        case .delete: try SmartPBXChangeStore.delete(order.number, from: order.contract, database)
        case .lengthen: try SmartPBXChangeStore.lengthen(order.number, order.contract, database)
        case .end:
            try SmartPBXChangeStore.end(order.contract, database)
            try ServiceContractStore.end(order.contract, at: now, database)
        case .addFeature: try OfficeLinkStore.begin(order.contract, by: order.number, database)
        case .endFeature:
            try ExtensionGroupStore.willLoseOfficeLink(of: order.contract, database)
            try OfficeLinkStore.end(order.contract, database)
        // Of another service.
        case .addNumbers, .changeFeatures, .endNumbers, .dated: break
        }
    }

    /// The contract of an order that has changed nothing stays as it was; one that was to come never was.
    package func drop(_ order: Order, at now: Moment, _ database: Connection) throws {
        if order.kind == .new { try ServiceContractStore.makeVoid(order.contract, at: now, database) }
    }

    package func register(_ database: Connection) throws -> [ContractCode: RegisteredContract] {
        try SmartPBXStore.register(database)
    }

    /// What is agreed to before an order (ORD-3).
    package static let documents: [ConsentDocument] = [.terms, .importantMatters, .privacy]
}

extension OrderKind {
    /// After such an order; nil: it leaves them as they are.
    fileprivate var officeLinkChannels: Int? {
        switch self {
        case .addFeature: OfficeLink.channels
        case .endFeature: 0
        default: nil
        }
    }
}

extension Extension {
    fileprivate var workLine: WorkLine { WorkLine(digits: number.digits, device: device) }
}

/// 契約新規 as it is handed in.
package struct NewSmartPBXOrder: Sendable {
    package let content: NewSmartPBX
    package let details: CustomerDetails
    package let consents: [Consent]
    package let draft: OrderDraft.Reference

    package init(
        _ content: NewSmartPBX, _ details: CustomerDetails, consents: [Consent], draft: OrderDraft.Reference
    ) {
        (self.content, self.details, self.consents, self.draft) = (content, details, consents, draft)
    }

    private var fees: [FeeItem] { SmartPBXFees.items(of: content) }

    package func fees(of company: Int, _ database: Connection) -> [FeeItem] { fees }

    /// Throws an `OrderRefusal` when it is not taken.
    package func submit(
        to intake: OrderIntake, from applicant: Applicant, at now: Moment, mayOrder: (Connection) throws -> Bool,
        _ database: Connection
    ) throws -> OrderNumber {
        let application = OrderApplication(
            service: .smartPBX, kind: .new, draft: draft, details: details, documents: SmartPBXOrders.documents,
            consents: consents, fees: fees)
        return try intake.take(
            application, from: applicant, at: now, mayOrder: mayOrder,
            keep: { number, _, database in try SmartPBXOrderStore.keep(content, of: number, database) }, database)
    }
}
