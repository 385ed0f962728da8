/// Whose a piece of work is, for lanes in which people take turns (AUTH-16).
package struct WorkTurn: Sendable {
    /// Who goes first where all wait. Each rank keeps a share of its own, so that nobody waits for ever behind a higher one.
    package enum Rank: Int, CaseIterable, Sendable {
        /// Somebody who is signed in, or a device known to the number.
        case known
        /// A stranger, so far, to whom a minute matters.
        case urgent
        case stranger
        /// Work that nobody sits and waits for.
        case background
    }

    /// How far a rank, in their order, goes ahead with each piece: the inverse of its share.
    static let strides = [2, 3, 4, 16]

    package let rank: Rank
    /// Each takes turns with the others of its kind, however much of one waits: an address, a number, an account. The first
    /// is whom the work is counted to where the room gets scarce.
    let flows: [String]
    /// By what the one who waits asks for his place; of one name, one piece waits.
    let name: [UInt8]?

    package init(_ rank: Rank, _ flows: [String] = [], name: [UInt8]? = nil) {
        self.rank = rank
        self.flows = flows
        self.name = name
    }

    package func named(_ name: [UInt8]) -> WorkTurn { WorkTurn(rank, flows, name: name) }
}
