import Crypto
import Synchronization
import Telephony

/// The calls of the JSON interface between one request and the next: in memory, so many and so long at the most.
final class TelephoneMenuCalls: Sendable {
    /// What the interface has to answer instead.
    enum Refusal: Error {
        /// There is no such call, or no more.
        case unknown
        /// Something else is being done for it at this moment.
        case busy
        /// There are too many.
        case full
    }

    private struct Entry {
        /// nil while it is being carried on.
        var call: TelephoneCall?
        var usedAt: Moment
    }

    private let limit: Int
    /// Without a request for so long a call has ended.
    private let idleTime: Duration
    private let entries = Mutex<[String: Entry]>([:])

    init(limit: Int = 1_000, idleTime: Duration = .minutes(10)) {
        self.limit = limit
        self.idleTime = idleTime
    }

    /// Keeps a call that has just been answered; `id` is one that nobody can guess.
    func add(_ call: TelephoneCall, as id: String, at now: Moment) throws(Refusal) {
        try entries.withLock { entries throws(Refusal) in
            if entries.count >= limit { entries = entries.filter { isAlive($0.value, now) } }
            guard entries.count < limit else { throw .full }
            entries[id] = Entry(call: call, usedAt: now)
        }
    }

    /// Takes a call out to carry it on; it must be put back.
    func take(_ id: String, at now: Moment) throws(Refusal) -> TelephoneCall {
        try entries.withLock { entries throws(Refusal) in
            guard let entry = entries[id], isAlive(entry, now) else {
                entries[id] = nil
                throw .unknown
            }
            guard let call = entry.call else { throw .busy }
            entries[id] = Entry(call: nil, usedAt: now)
            return call
        }
    }

    /// Puts a call back, or forgets it when it has ended.
    func putBack(_ call: TelephoneCall, as id: String, at now: Moment) {
        entries.withLock { entries in
            entries[id] = call.expectation == .nothing ? nil : Entry(call: call, usedAt: now)
        }
    }

    /// One that is being carried on is not forgotten.
    private func isAlive(_ entry: Entry, _ now: Moment) -> Bool {
        entry.call == nil || now - entry.usedAt < idleTime
    }
}
