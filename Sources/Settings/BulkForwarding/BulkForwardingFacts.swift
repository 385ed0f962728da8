import Telephony

/// All that the rules of an upload need to know about a contract, read in one moment.
struct BulkForwardingFacts: Sendable {
    /// Every number of the contract, in ascending order.
    let rows: [BulkForwarding.Row]
    let monitorNumber: PhoneNumber?
    /// The newest change of the contract's destinations; 0 before the first. The same here and later: nothing has changed.
    let latestChange: Int

    private let positions: [PhoneNumber: Int]

    init(rows: [BulkForwarding.Row], monitorNumber: PhoneNumber?, latestChange: Int) {
        self.rows = rows
        self.monitorNumber = monitorNumber
        self.latestChange = latestChange
        var positions: [PhoneNumber: Int] = [:]
        positions.reserveCapacity(rows.count)
        for (position, row) in rows.enumerated() { positions[row.number] = position }
        self.positions = positions
    }

    /// Nil for a number that is not of the contract.
    func row(of number: PhoneNumber) -> BulkForwarding.Row? {
        positions[number].map { rows[$0] }
    }
}
