internal import Synchronization

/// What all connections of a server may hold of unfinished requests together: each is bounded, but strangers can open many.
///
/// When it is more than there may be, somebody lets go who has most to do with it: of the address whose connections hold
/// most together the connection that holds most, of two alike the one that came first. So an address that fills the room
/// makes room again itself, and who has just come with a form is served.
final class BufferBudget: Sendable {
    private struct Holder {
        var address: UInt64
        var bytes: Int
        var letGo: @Sendable () -> Void
    }

    private struct Holders {
        var total = 0
        var lastNumber: UInt64 = 0
        var byNumber: [UInt64: Holder] = [:]
    }

    private let limit: Int
    private let holders = Mutex(Holders())

    /// - Parameter limit: in bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Notes that a connection holds bytes from now on, so many; returns its number here.
    /// - Parameters:
    ///   - address: whose connections count together; see `PeerAddress.limitKey`.
    ///   - letGo: called once, on any thread, when it is to forget what it holds. It counts as forgotten by then.
    func begin(_ bytes: Int, address: UInt64, letGo: @escaping @Sendable () -> Void) -> UInt64 {
        let (number, chosen) = holders.withLock { holders in
            holders.lastNumber += 1
            holders.total += bytes
            holders.byNumber[holders.lastNumber] = Holder(address: address, bytes: bytes, letGo: letGo)
            return (holders.lastNumber, BufferBudget.relieve(&holders, limit))
        }
        for holder in chosen { holder.letGo() }
        return number
    }

    /// Notes that the connection of that number holds so many bytes now; with none it is forgotten, and so is its number.
    func change(_ number: UInt64, to bytes: Int) {
        let chosen = holders.withLock { holders -> [Holder] in
            guard let holder = holders.byNumber[number] else { return [] }
            holders.total += bytes - holder.bytes
            holders.byNumber[number]?.bytes = bytes
            if bytes == 0 { holders.byNumber[number] = nil }
            return BufferBudget.relieve(&holders, limit)
        }
        for holder in chosen { holder.letGo() }
    }

    /// Takes holders out until the rest is within the limit.
    private static func relieve(_ holders: inout Holders, _ limit: Int) -> [Holder] {
        var chosen: [Holder] = []
        while holders.total > limit, let number = heaviest(holders.byNumber) {
            guard let holder = holders.byNumber.removeValue(forKey: number) else { break }
            holders.total -= holder.bytes
            chosen.append(holder)
        }
        return chosen
    }

    private static func heaviest(_ holders: [UInt64: Holder]) -> UInt64? {
        let sums = Dictionary(holders.values.map { ($0.address, $0.bytes) }, uniquingKeysWith: +)
        // The lower address of two alike: chosen without chance, so that it stays the same one.
        guard let address = sums.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
        let its = holders.filter { $0.value.address == address }
        return its.max { ($0.value.bytes, $1.key) < ($1.value.bytes, $0.key) }?.key
    }
}
