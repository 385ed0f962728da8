@testable import Settings
import Telephony
import Testing

/// FWD-13: chains of forwardings, followed to their end.
@Suite struct CallWayTests {
    /// 1 → 0312340001
    private func number(_ place: Int) throws -> PhoneNumber { try ForwardingSample.ofContract(place) }

    /// The way of a call to the first number; destinations by place, 0 for a mobile phone.
    private func way(_ destinations: [Int: Int?], of count: Int = 9, isTest: Bool = false) throws -> CallWay {
        let mobile = try ForwardingSample.number("09012345678")
        let numbers = try (1...count).map(number)
        return try CallWay.follow(Call(to: numbers[0], from: .withheld, isTest: isTest)) { asked in
            guard let place = numbers.firstIndex(of: asked) else { return nil }
            guard let order = destinations[place + 1] else { return CallSettings() }
            return CallSettings(bulkForwarding: .on(try order.map { $0 == 0 ? mobile : try number($0) }), channels: 9)
        }
    }

    @Test func `FWD-13 a call leaves the contract at the first destination outside`() throws {
        let way = try way([1: 2, 2: 0])
        #expect(way.steps.map(\.number) == [try number(1), try number(2)])
        #expect(way.end == .leaves(to: try ForwardingSample.number("09012345678")))
    }

    @Test func `FWD-13 a chain that ends at a number without a destination is busy there`() throws {
        #expect(try way([1: 2, 2: 3, 3: nil]).end == .busy(at: try number(3), .bulkForwardingWithoutDestination))
    }

    @Test func `FWD-7 FWD-13 five forwardings arrive, a sixth is busy`() throws {
        let five = [1: 2, 2: 3, 3: 4, 4: 5, 5: 0]
        #expect(try way(five).end == .leaves(to: try ForwardingSample.number("09012345678")))
        let six = [1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 0]
        #expect(try way(six).end == .busy(at: try number(6), .forwardedTooOften))
    }

    @Test func `FWD-13 a loop ends at the number that would close it`() throws {
        #expect(try way([1: 2, 2: 3, 3: 1]).end == .busy(at: try number(3), .loop))
    }

    @Test func `FAULT-9 a test call rings where it was sent`() throws {
        #expect(try way([1: 2, 2: nil], isTest: true).end == .ringsHere(try number(1)))
    }

    @Test func `CALL-1 a number of nobody rings`() throws {
        let asked = try ForwardingSample.number("0612345678")
        #expect(CallWay.follow(Call(to: asked, from: .withheld)) { _ in nil }.end == .ringsHere(asked))
    }
}
