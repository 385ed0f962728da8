@testable import Shell
import Testing

@Suite struct FairQueueTests {
    private func turn(_ address: String, _ number: String = "", _ rank: WorkTurn.Rank = .stranger) -> WorkTurn {
        WorkTurn(rank, [address] + (number.isEmpty ? [] : [number]))
    }

    private func order(_ queue: inout FairQueue<String>) -> [String] {
        var order: [String] = []
        while let piece = queue.next() { order.append(piece) }
        return order
    }

    @Test func `AUTH-16 addresses take turns, however much of one of them waits`() throws {
        var queue = FairQueue<String>(capacity: 100)
        for place in 1...3 {
            for address in ["a", "b"] { _ = try queue.add("\(address)\(place)", turn(address)) }
        }
        _ = try queue.add("c1", turn("c"))
        #expect(order(&queue) == ["a1", "b1", "c1", "a2", "b2", "a3", "b3"])
    }

    @Test func `AUTH-16 whoever comes while a flood waits has one piece of each address before his own`() throws {
        var queue = FairQueue<String>(capacity: 10_000)
        for place in 1...20 {
            for address in 1...160 { _ = try queue.add("flood", turn("192.0.2.\(address)", "\(address)-\(place)")) }
        }
        for _ in 1...500 { _ = queue.next() }
        let person = WorkTurn(.stranger, ["198.51.100.1", "0312341001"], name: [1])
        let newcomer = try #require(queue.standing(of: WorkTurn(.stranger, ["198.51.100.1", "0312341001"])))
        #expect(newcomer.before < 160 && !newcomer.isInLaterRound)
        _ = try queue.add("person", person)
        let before = queue.standing(of: person)?.before
        #expect(order(&queue).firstIndex(of: "person") == before)
    }

    @Test func `AUTH-16 numbers take turns as addresses do`() throws {
        var queue = FairQueue<String>(capacity: 100)
        for address in ["a", "b", "c"] { _ = try queue.add("guess \(address)", turn(address, "0312341001")) }
        _ = try queue.add("other", turn("d", "0312341002"))
        #expect(order(&queue) == ["guess a", "other", "guess b", "guess c"])
    }

    @Test func `AUTH-16 known devices go first, and strangers keep a share`() throws {
        var queue = FairQueue<String>(capacity: 100)
        for place in 1...10 {
            _ = try queue.add("stranger", turn("s\(place)"))
            _ = try queue.add("known", turn("k\(place)", "", .known))
            _ = try queue.add("job", turn("j", "", .background))
        }
        let first = order(&queue).prefix(11)
        #expect(first.count { $0 == "known" } >= 7)
        #expect(first.contains("stranger") && first.contains("job"))
    }

    @Test func `A full queue takes the newcomer for the latest of the flow of which most wait`() throws {
        var queue = FairQueue<String>(capacity: 4)
        for place in 1...3 { _ = try queue.add("a\(place)", turn("a")) }
        _ = try queue.add("b1", turn("b"))
        #expect(try queue.add("c1", turn("c")) == "a3")
        #expect(throws: WorkLaneError.full) { try queue.add("a4", turn("a")) }
        #expect(order(&queue) == ["a1", "b1", "c1", "a2"])
    }

    @Test func `Of one flow so many wait and no more`() throws {
        var queue = FairQueue<String>(capacity: 1000)
        for _ in 1...FairQueue<String>.mostOfFlow { _ = try queue.add("a", turn("a")) }
        #expect(throws: WorkLaneError.full) { try queue.add("a", turn("a")) }
        #expect(queue.count == 30)
    }

    @Test func `What is withdrawn is not done, and its place is free`() throws {
        var queue = FairQueue<String>(capacity: 10)
        for place in UInt8(1)...5 { _ = try queue.add("\(place)", WorkTurn(.stranger, ["\(place)"], name: [place])) }
        #expect(queue.withdraw([3]) == "3")
        #expect(queue.withdraw([3]) == nil)
        #expect(queue.standing(of: WorkTurn(.stranger, ["3"], name: [3])) == nil)
        #expect(queue.standing(of: WorkTurn(.stranger, ["5"], name: [5]))?.before == 3)
        #expect(order(&queue) == ["1", "2", "4", "5"])
    }

    @Test func `Of one name one piece waits`() throws {
        var queue = FairQueue<String>(capacity: 10)
        _ = try queue.add("1", WorkTurn(.stranger, ["a"], name: [1]))
        #expect(throws: WorkLaneError.full) { try queue.add("2", WorkTurn(.stranger, ["b"], name: [1])) }
        #expect(order(&queue) == ["1"])
        #expect(try queue.add("3", WorkTurn(.stranger, ["b"], name: [1])) == nil)
    }
}
