import Exchange
import Shell

/// The question whether an order can be cancelled, as TMF622 has it.
struct CancelProductOrder: Codable {
    let id: String
    let productOrder: Reference
    let state: String

    struct Reference: Codable {
        enum CodingKeys: CodingKey, CaseIterable { case id }

        let id: String

        init(id: String) { self.id = id }

        init(from decoder: any Decoder) throws {
            id = try decoder.members(CodingKeys.self).decode(String.self, forKey: .id)
        }
    }

    init(_ order: OrderNumber, _ cancellation: OpenCancellation) {
        (id, productOrder, state) = (order.text, Reference(id: order.text), Self.word(of: cancellation))
    }

    static func word(of cancellation: OpenCancellation) -> String {
        switch cancellation {
        case .asked: "acknowledged"
        case .granted: "done"
        case .refused: "terminatedWithError"
        }
    }
}

/// What a program answers.
struct CancelProductOrderAnswer: Decodable {
    enum CodingKeys: CodingKey, CaseIterable { case productOrder, state, simulated }

    let productOrder: CancelProductOrder.Reference
    let state: String
    /// Said by a stand-in.
    let simulated: Bool?

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(CodingKeys.self)
        productOrder = try members.decode(CancelProductOrder.Reference.self, forKey: .productOrder)
        state = try members.decode(String.self, forKey: .state)
        simulated = try members.decodeIfPresent(Bool.self, forKey: .simulated)
    }

    func isGranted() throws(InterfaceProblem) -> Bool {
        switch state {
        case CancelProductOrder.word(of: .granted): return true
        case CancelProductOrder.word(of: .refused): return false
        default: throw .invalid("state", "state is done (it is cancelled) or terminatedWithError (it is not)")
        }
    }
}
