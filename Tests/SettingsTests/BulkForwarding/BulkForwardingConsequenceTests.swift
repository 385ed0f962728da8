@testable import Settings
import Telephony
import Testing

/// FWD-13, FWD-14: what a change of destinations does to calls.
@Suite struct BulkForwardingConsequenceTests {
    private func number(_ place: Int) throws -> PhoneNumber { try ForwardingSample.ofContract(place) }

    private func destination(_ text: String?) throws -> PhoneNumber? { try text.map(ForwardingSample.number) }

    /// By place: what is stored of the contract's five numbers, and what is changed.
    private func consequence(
        _ stored: [Int: String], _ changes: [Int: String?], isOn: Bool = true
    ) throws -> BulkForwardingConsequence {
        var destinations: [PhoneNumber: PhoneNumber?] = [:]
        for place in 1...5 { destinations.updateValue(try destination(stored[place]), forKey: try number(place)) }
        let outlook = BulkForwardingOutlook(destinations)
        let tally = BulkForwardingTally(numbers: 5, destinations: stored.count, deadEnds: outlook.deadEnds.count)
        let changed = try changes.sorted { $0.key < $1.key }.map { place, after in
            BulkForwarding.DestinationChange(
                number: try number(place), before: try destination(stored[place]), after: try destination(after))
        }
        return BulkForwardingConsequence(changed, to: outlook, tally, isOn: isOn)
    }

    private let mobile = "09011112222"

    @Test func `FWD-14 a destination taken away while forwarding is on is asked about`() throws {
        let asked = try consequence([1: mobile, 2: mobile], [1: nil])
        #expect(asked.busy == [try number(1)])
        #expect(asked.mustBeAsked && !asked.leavesNothing)
    }

    @Test func `FWD-14 the last destination taken away leaves every caller with the busy tone`() throws {
        let asked = try consequence([1: mobile], [1: nil])
        #expect(asked.busy == [try number(1)])
        #expect(asked.leavesNothing)
    }

    @Test func `FWD-14 while forwarding is off nobody hears busy, and nobody is asked`() throws {
        #expect(try !consequence([1: mobile], [1: nil], isOn: false).mustBeAsked)
    }

    @Test func `FWD-14 a number that hears busy already is not asked about again`() throws {
        #expect(try !consequence([1: mobile], [2: "09033334444"]).mustBeAsked)
        #expect(try consequence([1: mobile], [1: "09033334444", 2: nil]).busy.isEmpty)
    }

    @Test func `FWD-14 whoever forwards to a number hears busy with it`() throws {
        let asked = try consequence([1: "0312340002", 2: mobile, 3: mobile], [2: nil])
        #expect(asked.busy == (try [1, 2].map(number)))
        #expect(!asked.leavesNothing)
    }

    @Test func `FWD-14 a chain to a number without a destination leaves nothing, though one is registered`() throws {
        let asked = try consequence([1: mobile], [1: "0312340002"])
        #expect(asked.busy == [try number(1)])
        #expect(asked.inside == [try number(1)])
        #expect(asked.leavesNothing)
    }

    @Test func `FWD-13 a destination inside the contract is asked about, forwarding or not`() throws {
        for isOn in [true, false] {
            let asked = try consequence([2: mobile], [1: "0312340002"], isOn: isOn)
            #expect(asked.inside == [try number(1)])
            #expect(asked.mustBeAsked && asked.busy.isEmpty)
            #expect(asked.touched.first?.after.end == .leaves(to: try ForwardingSample.number(mobile)))
        }
    }

    @Test func `FWD-13 a sixth forwarding is busy, the fifth is not`() throws {
        let chain = [1: "0312340002", 2: "0312340003", 3: "0312340004", 4: "0312340005", 5: mobile]
        #expect(try consequence(chain, [5: "09033334444"]).busy.isEmpty)
        var outlook = BulkForwardingOutlook([:])
        let rows = try (1...6).map { place in
            BulkForwarding.Row(
                number: try number(place),
                destination: try place == 6 ? ForwardingSample.number(mobile) : number(place + 1), version: 1)
        }
        outlook.add(rows)
        #expect(outlook.deadEnds == [try number(1)])
    }

    @Test func `FWD-13 what was agreed to is agreed to for that very question only`() throws {
        let one = try consequence([1: mobile, 2: mobile], [1: nil])
        #expect(one.agreement == (try consequence([1: mobile, 2: mobile], [1: nil])).agreement)
        let others = [
            try consequence([1: mobile, 2: mobile], [2: nil]),
            try consequence([1: mobile, 2: mobile], [1: nil, 2: nil]),
            try consequence([1: mobile, 2: mobile], [1: "0312340002"]),
            try consequence([1: mobile, 2: mobile], [1: nil], isOn: false),
        ]
        for other in others { #expect(other.agreement != one.agreement) }
    }
}
