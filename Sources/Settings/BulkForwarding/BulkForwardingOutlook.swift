import Telephony

/// FWD-13: what becomes of the calls to numbers of a contract while forwarding is on. Asks the one decision about calls.
struct BulkForwardingOutlook: Sendable {
    /// Numbers of the contract, each with its destination: all that a chain inside the contract comes past.
    private(set) var destinations: [PhoneNumber: PhoneNumber?]

    init(_ destinations: [PhoneNumber: PhoneNumber?]) {
        self.destinations = destinations
    }

    func way(of number: PhoneNumber) -> CallWay {
        CallWay.follow(Call(to: number, from: .unavailable)) { number in
            destinations[number].map { CallSettings(bulkForwarding: .on($0)) }
        }
    }

    /// Whether its callers hear the busy tone.
    func isBusy(_ number: PhoneNumber) -> Bool {
        if case .busy = way(of: number).end { true } else { false }
    }

    /// Numbers with a destination whose callers hear busy all the same, ascending.
    var deadEnds: [PhoneNumber] {
        destinations.filter { $0.value != nil && isBusy($0.key) }.keys.sorted()
    }

    func isInside(_ number: PhoneNumber) -> Bool { destinations[number] != nil }

    mutating func add(_ rows: [BulkForwarding.Row]) {
        for row in rows { destinations.updateValue(row.destination, forKey: row.number) }
    }

    /// As it would be after these changes.
    func changed(_ changes: [BulkForwarding.DestinationChange]) -> BulkForwardingOutlook {
        var after = self
        for change in changes { after.destinations.updateValue(change.after, forKey: change.number) }
        return after
    }
}

/// How many numbers of a contract are forwarded while forwarding is on, and how many callers hear busy.
struct BulkForwardingTally: Sendable, Equatable {
    let numbers: Int
    /// Numbers with a destination.
    let destinations: Int
    /// Those of them whose calls end with the busy tone all the same.
    let deadEnds: Int

    /// Whose calls ring somewhere.
    var forwarded: Int { destinations - deadEnds }
    var withoutDestination: Int { numbers - destinations }
    var busy: Int { numbers - forwarded }
}

extension BulkForwarding {
    /// What a change does to the destination of one number.
    struct DestinationChange: Sendable, Equatable {
        let number: PhoneNumber
        let before: PhoneNumber?
        let after: PhoneNumber?
    }
}
