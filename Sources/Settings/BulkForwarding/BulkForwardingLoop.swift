import Telephony

/// Calls that would come back to where they started, inside one contract.
struct BulkForwardingLoop: Sendable, Equatable {
    /// The numbers in the order a call passes them; the last one forwards to the first again.
    let numbers: [PhoneNumber]

    /// So many of them are named.
    static let mostShown = 8

    /// The loops that `changes` would close, each once, in the order of `changes`.
    ///
    /// Follows each changed number from destination to destination, so one edit costs as many look-ups as its chain is
    /// long, and an upload looks at no number twice.
    /// - Parameters:
    ///   - changes: the new destinations; nil where one is taken away.
    ///   - stored: the destination a number has now; nil for none and for a number outside the contract.
    static func closed(
        by changes: [PhoneNumber: PhoneNumber?],
        inOrder order: [PhoneNumber],
        stored: (PhoneNumber) throws -> PhoneNumber?
    ) rethrows -> [BulkForwardingLoop] {
        func destination(of number: PhoneNumber) throws -> PhoneNumber? {
            if let change = changes[number] { return change }
            return try stored(number)
        }

        var loops: [BulkForwardingLoop] = []
        /// Which walk came past a number first: meeting one's own walk again is a loop.
        var walks: [PhoneNumber: Int] = [:]
        walks.reserveCapacity(2 * order.count)
        for (walk, start) in order.enumerated() {
            var here: PhoneNumber? = start
            while let number = here, walks[number] == nil {
                walks[number] = walk
                here = try destination(of: number)
            }
            guard let entry = here, walks[entry] == walk else { continue }
            var numbers = [entry]
            while let next = try destination(of: numbers[numbers.count - 1]), next != entry { numbers.append(next) }
            loops.append(BulkForwardingLoop(numbers: numbers))
        }
        return loops
    }
}
