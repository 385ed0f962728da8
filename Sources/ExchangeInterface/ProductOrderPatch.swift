import Exchange
import Shell
import Telephony

/// What a program says of an order, as it stands in the body; `statement` makes sense of it.
struct ProductOrderPatch: Decodable {
    enum CodingKeys: CodingKey, CaseIterable {
        case state, failure, note, expectedCompletionDate, productOrderItem, simulated
    }

    let state: String?
    let failure: String?
    let note: [ProductOrderNote]?
    let expectedCompletionDate: String?
    let productOrderItem: [Item]?
    /// Said by a stand-in: nothing has happened to any equipment (EXCH-4).
    let simulated: Bool?

    static let longestNote = 1_000

    struct Item: Decodable {
        enum CodingKeys: CodingKey, CaseIterable { case id, state, date, reason }

        let id: String
        let state: String
        let date: String?
        let reason: String?

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(CodingKeys.self)
            id = try members.decode(String.self, forKey: .id)
            state = try members.decode(String.self, forKey: .state)
            date = try members.decodeIfPresent(String.self, forKey: .date)
            reason = try members.decodeIfPresent(String.self, forKey: .reason)
        }
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(CodingKeys.self)
        state = try members.decodeIfPresent(String.self, forKey: .state)
        failure = try members.decodeIfPresent(String.self, forKey: .failure)
        note = try members.decodeIfPresent([ProductOrderNote].self, forKey: .note)
        expectedCompletionDate = try members.decodeIfPresent(String.self, forKey: .expectedCompletionDate)
        productOrderItem = try members.decodeIfPresent([Item].self, forKey: .productOrderItem)
        simulated = try members.decodeIfPresent(Bool.self, forKey: .simulated)
    }

    func statement(of order: OpenOrder) throws(InterfaceProblem) -> OpenOrderStatement {
        var statement = OpenOrderStatement()
        (statement.state, statement.failure) = try end()
        statement.expected = try expected()
        statement.note = try noteText()
        let ported = Dictionary(
            order.ported.map { (ItemName.number($0), $0) }, uniquingKeysWith: { first, _ in first })
        let others = Set(ProductOrder(order).productOrderItem.map(\.id))
        var seen: Set<String> = []
        for item in productOrderItem ?? [] {
            guard seen.insert(item.id).inserted else { throw .invalid("item-twice", "an item comes twice") }
            if let number = ported[item.id] {
                statement.steps[number] = try item.step()
            } else if item.id == ItemName.equipment, others.contains(item.id), item.state == ItemName.done,
                item.date == nil, item.reason == nil
            {
                statement.isEquipmentDone = true
            } else {
                throw others.contains(item.id)
                    ? .invalid("item-has-no-such-state", "only ported numbers have steps, and equipment work is done")
                    : .invalid("unknown-item", "an item is none of this order's")
            }
        }
        return statement
    }

    private func end() throws(InterfaceProblem) -> (OpenOrderState?, WorkFailure?) {
        guard let state else {
            guard failure == nil else { throw .invalid("failure", "failure stands beside the state failed") }
            return (nil, nil)
        }
        guard let said = OpenOrderState(rawValue: state), said != .cancelled else {
            throw .invalid("state", "state is acknowledged, pending, inProgress, completed, partial or failed")
        }
        let why = failure.flatMap(WorkFailure.init(rawValue:))
        guard (said == .failed) == (why != nil), (failure == nil) == (why == nil) else {
            let words = WorkFailure.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("failure", "with the state failed, and only with it, failure is one of: \(words)")
        }
        return (said, why)
    }

    private func expected() throws(InterfaceProblem) -> Moment? {
        guard let expectedCompletionDate else { return nil }
        guard let moment = Moment(interfaceText: expectedCompletionDate) else {
            throw .invalid("date", "expectedCompletionDate is no date-time of RFC 3339 in whole seconds")
        }
        return moment
    }

    private func noteText() throws(InterfaceProblem) -> String? {
        guard let note else { return nil }
        guard note.count == 1, let text = note.first?.text, (1...Self.longestNote).contains(text.unicodeScalars.count),
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw .invalid(
                "note", "note is one, of 1 to \(Self.longestNote) characters without control characters")
        }
        return text
    }
}

extension ProductOrderPatch.Item {
    fileprivate func step() throws(InterfaceProblem) -> PortStep {
        guard (date != nil) == (state == PortWords.dated), (reason != nil) == (state == PortWords.refused) else {
            throw .invalid("step", "dated, and nothing else, has a date, refused a reason")
        }
        if let step = PortWords.plain.first(where: { $0.word == state }) { return step.step }
        if let date {
            guard let moment = Moment(interfaceText: date) else {
                throw .invalid("date", "date is no date-time of RFC 3339 in whole seconds")
            }
            return .dated(moment)
        }
        guard let why = reason.flatMap(PortRefusal.init(rawValue:)) else {
            let words = PortRefusal.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("step", "a step is unknown, or its reason is none of: \(words)")
        }
        return .refused(why)
    }
}
