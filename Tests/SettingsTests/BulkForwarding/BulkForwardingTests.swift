@testable import Settings
@testable import Telephony
import Testing

@Suite struct BulkForwardingTests {
    private func read(
        _ typed: String, for number: PhoneNumber, monitor: PhoneNumber? = nil
    ) -> Result<PhoneNumber?, BulkForwardingRefusal> {
        BulkForwarding.read(typed, for: number, monitorNumber: monitor, policy: .init())
    }

    @Test func `FWD-1 a destination is read however it is written`() throws {
        let source = try ForwardingSample.ofContract(1)
        let mobile = try ForwardingSample.number("09012345678")
        for typed in ["09012345678", "090-1234-5678", "０９０　１２３４　５６７８", "+81 90 1234 5678"] {
            #expect(read(typed, for: source) == .success(mobile))
        }
    }

    @Test func `FWD-1 an empty field takes the destination away`() throws {
        #expect(read("", for: try ForwardingSample.ofContract(1)) == .success(nil))
        #expect(read(" 　", for: try ForwardingSample.ofContract(1)) == .success(nil))
    }

    @Test func `NUM-6 a refused kind of number and a wrong form are told apart`() throws {
        let source = try ForwardingSample.ofContract(1)
        #expect(read("0120123456", for: source) == .failure(.form(.refused(.freeCall0120))))
        #expect(read("03123", for: source) == .failure(.form(.wrongLength(5))))
    }

    @Test func `FWD-3 the monitor number takes no destination`() throws {
        let monitor = try ForwardingSample.ofContract(5)
        #expect(read("09012345678", for: monitor, monitor: monitor) == .failure(.monitorNumber))
        #expect(read("", for: monitor, monitor: monitor) == .success(nil))
    }

    @Test func `FWD-3 a number is not its own destination`() throws {
        #expect(read("03-1234-0001", for: try ForwardingSample.ofContract(1)) == .failure(.ownNumber))
    }

    @Test func `FWD-2 forwarding needs one destination to start`() {
        #expect(!BulkForwarding.canStart(BulkForwardingTally(numbers: 5, destinations: 0, deadEnds: 0)))
        #expect(!BulkForwarding.canStart(BulkForwardingTally(numbers: 5, destinations: 2, deadEnds: 2)))
        #expect(BulkForwarding.canStart(BulkForwardingTally(numbers: 5, destinations: 1, deadEnds: 0)))
    }
}

@Suite struct BulkForwardingLoopTests {
    private func loops(_ changes: [(Int, Int?)], stored: [Int: Int] = [:]) throws -> [[PhoneNumber]] {
        var destinations: [PhoneNumber: PhoneNumber?] = [:]
        for (number, destination) in changes {
            destinations.updateValue(
                try destination.map(ForwardingSample.ofContract), forKey: try ForwardingSample.ofContract(number))
        }
        var held: [PhoneNumber: PhoneNumber] = [:]
        for (number, destination) in stored {
            held[try ForwardingSample.ofContract(number)] = try ForwardingSample.ofContract(destination)
        }
        return BulkForwardingLoop.closed(
            by: destinations, inOrder: try changes.map { try ForwardingSample.ofContract($0.0) }
        ) { held[$0] }.map(\.numbers)
    }

    private func numbers(_ places: [Int]) throws -> [PhoneNumber] { try places.map(ForwardingSample.ofContract) }

    @Test func `FWD-3 a loop of two is found and named`() throws {
        #expect(try loops([(1, 2)], stored: [2: 1]) == [numbers([1, 2])])
        #expect(try loops([(1, 2), (2, 1)]) == [numbers([1, 2])])
    }

    @Test func `FWD-3 a loop of any length is found`() throws {
        var stored: [Int: Int] = [:]
        for place in 2..<7000 { stored[place] = place + 1 }
        stored[7000] = 1
        #expect(try loops([(1, 2)], stored: stored).first?.count == 7000)
    }

    @Test func `FWD-3 a change that opens the loop is none`() throws {
        #expect(try loops([(1, 2), (2, nil)], stored: [2: 1]).isEmpty)
        #expect(try loops([(1, 2), (2, 3)], stored: [2: 1]).isEmpty)
    }

    @Test func `FWD-3 a chain that ends is no loop, however often it is joined`() throws {
        #expect(try loops([(1, 3), (2, 3), (3, 4)]).isEmpty)
    }

    @Test func `FWD-3 each loop is told once, and a number in front of it is not part of it`() throws {
        #expect(try loops([(4, 1), (1, 2), (2, 1), (3, 3)]) == [numbers([1, 2]), numbers([3])])
    }

    @Test func `FWD-3 a loop is shown with its numbers`() throws {
        let loop = BulkForwardingLoop(numbers: try numbers([1, 2]))
        #expect(loop.words(in: .japanese) == "03-1234-0001 → 03-1234-0002 → 03-1234-0001")
        let long = BulkForwardingLoop(numbers: try numbers(Array(1...20)))
        #expect(long.words(in: .japanese).contains("全部で20番号"))
    }
}

@Suite struct BulkForwardingSearchTests {
    @Test func `FWD-1 a part of a number is looked for anywhere`() {
        #expect(BulkForwardingSearch(reading: "03")?.pattern.like == "%03%")
    }

    @Test func `FWD-1 with a star the whole number is described`() {
        #expect(BulkForwardingSearch(reading: "03*47")?.pattern.like == "03%47")
        #expect(BulkForwardingSearch(reading: "０３＊４７")?.pattern.like == "03%47")
        #expect(BulkForwardingSearch(reading: "03***47")?.pattern.like == "03%47")
    }

    @Test func `NUM-1 hyphens and spaces do not matter`() {
        #expect(BulkForwardingSearch(reading: "03-1234 00")?.pattern.text == "03123400")
    }

    @Test func `FWD-1 nothing but digits and stars can be looked for`() {
        for typed in ["abc", "0[3]?", "#12", "'; DROP"] {
            #expect(BulkForwardingSearch(reading: typed) == nil, "\(typed)")
        }
    }
}
