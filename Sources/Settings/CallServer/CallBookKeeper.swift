package import SQLite
package import Telephony
internal import Threads

/// Keeps a `CallBook` true to the database, for the thread that answers calls.
///
/// Before that thread answers what has come in it calls `catchUp`, which reads the audit trail's new lines: one look-up when there are none.
/// So a call that comes after a commit obeys it, whichever program has committed. Where thousands of contracts have changed at once, as by
/// an import, they are read again bit by bit, and a question about one of them reads that one first.
///
/// Everything is for one thread, from the first `catchUp` on, which is what `@unchecked` vouches for.
package final class CallBookKeeper: @unchecked Sendable {
    /// Numbers read again at a time, unless one contract has more: a few milliseconds' work.
    private static let numbersAtATime = 5_000

    private let database: Database
    private let confinement = ThreadConfinement()
    private var book = CallBook()
    private var isBegun = false
    /// The audit trail's line up to which the book is true, but for what is in `waiting`.
    private var line = 0
    /// The event of a call up to which it is.
    private var event = 0
    private let now: @Sendable () -> Moment
    /// Contracts to be read again, and the order in which that is done, where some stand that have been.
    private var waiting: Set<Int> = []
    private var order: [Int] = []

    package init(_ database: Database, now: @escaping @Sendable () -> Moment) {
        self.database = database
        self.now = now
    }

    /// Whether contracts are still to be read again: then `catchUp` is to be called soon, calls or none.
    package var isBehind: Bool { !waiting.isEmpty }

    /// How many numbers there are.
    package var count: Int { book.count }

    /// Reads what has changed; the first time, everything.
    package func catchUp() throws {
        if !isBegun { confinement.begin() }
        confinement.assertHere()
        try database.read { database in
            let newest = try CallBookStore.newestChange(database)
            let newestEvent = try CallEventStore.newest(database)
            if isBegun, newest == line, newestEvent == event, waiting.isEmpty { return }
            // Old lines go, and with them numbers could come again: then nothing is certain.
            if !isBegun || newest < line {
                book = try CallBook(database)
                (waiting, order, event) = ([], [], 0)
            } else {
                try note(try CallBookStore.changes(after: line, database), database)
            }
            (line, isBegun) = (newest, true)
            try readWaiting(database)
            try count(after: newestEvent < event ? 0 : event, database)
            event = newestEvent
        }
    }

    /// What is in force for calls to a number; nil for one that is none of ours.
    package func settings(of number: PhoneNumber) throws -> CallSettings? {
        confinement.assertHere()
        if !waiting.isEmpty { try settle(number) }
        return book.settings(of: number)
    }

    private func note(_ changes: [(contract: Int, change: CallChange)], _ database: Connection) throws {
        var lines: Set<Int> = []
        var numbers: [Int: Set<PhoneNumber>] = [:]
        for (contract, change) in changes where !waiting.contains(contract) {
            switch change {
            case .nothing: break
            case .line: lines.insert(contract)
            case .number(let number): numbers[contract, default: []].insert(number)
            case .contract:
                waiting.insert(contract)
                order.append(contract)
            }
        }
        for contract in lines where !waiting.contains(contract) { try book.readLine(of: contract, database) }
        for (contract, numbers) in numbers where !waiting.contains(contract) {
            for number in numbers { try book.read(number, of: contract, database) }
        }
    }

    /// How many calls are forwarded now, where something has been told of one.
    private func count(after event: Int, _ database: Connection) throws {
        for contract in try CallEventStore.contracts(after: event, database) {
            book.set(
                forwardedNow: try CallEventStore.forwardedNow(of: contract, at: now(), database), of: contract)
        }
    }

    private func readWaiting(_ database: Connection) throws {
        var left = Self.numbersAtATime
        while left > 0, let contract = order.last {
            if waiting.contains(contract) { left -= 1 + (try book.read(contract, database)) }
            waiting.remove(contract)
            order.removeLast()
        }
    }

    /// A number may have gone from one contract to another.
    private func settle(_ number: PhoneNumber) throws {
        try database.read { database in
            for contract in [book.contract(of: number), try CallBookStore.contract(of: number, database)] {
                guard let contract, waiting.contains(contract) else { continue }
                _ = try book.read(contract, database)
                waiting.remove(contract)
            }
        }
    }
}

extension CallBook {
    /// All there is.
    fileprivate init(_ database: Connection) throws {
        self.init()
        var book = CallBook()
        book.reserve(try CallBookStore.count(database))
        try CallBookStore.forEachLine(database) { contract, line in
            book.set(contract, channels: line.channels, isForwarding: line.isForwarding)
        }
        try CallBookStore.forEachNumber(database) { book.set($0, of: $1, destination: nil) }
        try CallBookStore.forEachDestination(database) { book.set($0, of: $1, destination: $2) }
        for (number, warp) in try CallBookStore.warps(database) { book.set(warp, of: number) }
        self = book
    }

    /// What the contract has as a whole.
    fileprivate mutating func readLine(of contract: Int, _ database: Connection) throws {
        guard let line = try CallBookStore.line(of: contract, database) else { return remove(contract: contract) }
        set(contract, channels: line.channels, isForwarding: line.isForwarding)
    }

    fileprivate mutating func read(_ number: PhoneNumber, of contract: Int, _ database: Connection) throws {
        guard try CallBookStore.contract(of: number, database) == contract else {
            // Whoever has it now has a line of its own in the trail.
            if self.contract(of: number) == contract { remove(number) }
            return
        }
        set(
            number, of: contract,
            destination: try BulkForwardingStore.destination(of: number, in: contract, database),
            warp: try CallSettingsStore.warp(of: number, in: contract, database))
    }

    /// All of a contract. Returns how many numbers were read.
    fileprivate mutating func read(_ contract: Int, _ database: Connection) throws -> Int {
        try readLine(of: contract, database)
        var gone = Set(numbers(of: contract))
        let warps = try CallBookStore.warps(of: contract, database)
        var count = 0
        try CallBookStore.forEachNumber(of: contract, database) { number, destination in
            set(number, of: contract, destination: destination, warp: warps[number])
            gone.remove(number)
            count += 1
        }
        for number in gone { remove(number) }
        return count
    }
}
