import Exchange

/// The steps of a number on its way from another carrier, as programs say them.
enum PortWords {
    static let dated = "dated"
    static let refused = "refused"
    static let plain: [(word: String, step: PortStep)] = [
        ("confirming", .confirming), ("switching", .switching), ("done", .done), ("cancelled", .cancelled),
    ]

    /// Nil: it has been asked for, and nothing has been said of it.
    static func word(of step: PortStep?) -> String {
        switch step {
        case nil: "acknowledged"
        case .dated: dated
        case .refused: refused
        case .some(let step): plain.first { $0.step == step }?.word ?? ""
        }
    }
}
