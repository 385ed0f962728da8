import Exchange
import Shell
import Telephony

/// An order that was fetched, as exchanges know it.
extension ProductOrder {
    /// Nil where something in it is not understood: what was ordered is carried out whole or not at all.
    var work: WorkOrder? {
        guard let number = OrderNumber(id), let contract = productOrderItem.first, contract.id == ItemName.contract,
            let code = contract.product.id.flatMap({ ContractCode($0) }),
            let kind = WorkOrder.Kind(action: contract.action),
            let begins = moment(requestedStartDate)
        else { return nil }
        var parts = Parts()
        for item in productOrderItem.dropFirst() {
            guard parts.add(item) else { return nil }
        }
        return WorkOrder(
            number: number, contract: code, kind: kind, lines: parts.lines, gone: parts.gone, renamed: parts.renamed,
            channels: contract.product.channels ?? 0, officeLinkChannels: parts.officeLinkChannels,
            numbers: parts.numbers, begins: begins, equipment: parts.equipment)
    }

    /// Nil where one of them is not understood.
    func amendments(of order: WorkOrder) -> [WorkAmendment]? {
        var all: [WorkAmendment] = []
        for each in amendment {
            let numbers = order.numbers.filter { each.productOrderItem.contains(ItemName.number($0.number)) }
            guard let begins = moment(each.requestedStartDate), numbers.count == each.productOrderItem.count else {
                return nil
            }
            all.append(WorkAmendment(order: order.number, sequence: each.sequence, begins: begins, numbers: numbers))
        }
        return all
    }

    /// Nil where there is a text that is no moment.
    private func moment(_ text: String?) -> Moment?? {
        guard let text else { return .some(nil) }
        return Moment(interfaceText: text).map { .some($0) }
    }
}

private struct Parts {
    var lines: [WorkLine] = []
    var gone: [String] = []
    var renamed: [WorkRename] = []
    var officeLinkChannels: Int?
    var numbers: [WorkNumber] = []
    var equipment: Moment?

    mutating func add(_ item: ProductOrderItem) -> Bool {
        switch item.product.type {
        case ProductOrderItem.ProductType.line: addLine(item)
        case ProductOrderItem.ProductType.number: addNumber(item)
        case ProductOrderItem.ProductType.officeLink: addOfficeLink(item)
        case ProductOrderItem.ProductType.equipment: addEquipment(item)
        default: false
        }
    }

    private mutating func addLine(_ item: ProductOrderItem) -> Bool {
        guard let digits = item.product.digits else { return false }
        switch (item.action, item.product.device.flatMap(DeviceKind.init(rawValue:)), item.product.newDigits) {
        case ("add", let device?, nil): lines.append(WorkLine(digits: digits, device: device))
        case ("delete", nil, nil): gone.append(digits)
        case ("modify", nil, let to?): renamed.append(WorkRename(from: digits, to: to))
        default: return false
        }
        return true
    }

    private mutating func addNumber(_ item: ProductOrderItem) -> Bool {
        guard let number = item.product.number.flatMap({ PhoneNumber(clean: $0) }), let told = item.product.features,
            let features = told.features
        else { return false }
        let donor = item.product.donor.map {
            WorkDonor(carrier: $0.carrier, holder: $0.holder, address: $0.address, leavesOthers: $0.leavesOthers)
        }
        switch (item.action, donor) {
        case ("add", nil): numbers.append(WorkNumber(number, .connect, features: features))
        case ("add", let donor?): numbers.append(WorkNumber(number, .port, features: features, donor: donor))
        case ("delete", nil): numbers.append(WorkNumber(number, .disconnect, features: features))
        case ("modify", nil): numbers.append(WorkNumber(number, .adapt, features: features))
        default: return false
        }
        return true
    }

    private mutating func addOfficeLink(_ item: ProductOrderItem) -> Bool {
        switch (item.action, item.product.channels) {
        case ("add", let channels?) where channels > 0: officeLinkChannels = channels
        case ("delete", nil): officeLinkChannels = 0
        default: return false
        }
        return true
    }

    private mutating func addEquipment(_ item: ProductOrderItem) -> Bool {
        equipment = item.product.requestedStartDate.flatMap { Moment(interfaceText: $0) }
        return equipment != nil
    }
}

extension ProductOrderItem.Features {
    fileprivate var features: NumberFeatures? {
        let (shown, forward) = (
            shownNumber.flatMap { PhoneNumber(clean: $0) }, forwardNumber.flatMap { PhoneNumber(clean: $0) }
        )
        guard (shown == nil) == (shownNumber == nil), (forward == nil) == (forwardNumber == nil) else { return nil }
        return NumberFeatures(
            messageBox: messageBox, rejectsAnonymous: rejectsAnonymous, rejectsNuisance: rejectsNuisance,
            shownNumber: shown, forwardNumber: forward)
    }
}

extension WorkOrder.Kind {
    fileprivate init?(action: String) {
        guard let kind = Self.allCases.first(where: { $0.action == action }) else { return nil }
        self = kind
    }
}
