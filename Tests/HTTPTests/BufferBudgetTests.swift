import Synchronization
import Testing

@testable import HTTP

@Suite struct BufferBudgetTests {
    /// A budget whose holders are told by name when they have to let go.
    private final class Room: Sendable {
        private let budget: BufferBudget
        private let left = Mutex<[String]>([])

        init(_ limit: Int) { budget = BufferBudget(limit: limit) }

        func begin(_ name: String, _ bytes: Int, address: UInt64) -> UInt64 {
            budget.begin(bytes, address: address) { [self] in left.withLock { $0.append(name) } }
        }

        func change(_ number: UInt64, to bytes: Int) { budget.change(number, to: bytes) }

        /// Who has let go since this was asked last.
        func takeLeft() -> [String] {
            left.withLock { left in
                defer { left = [] }
                return left
            }
        }
    }

    @Test func `the address that holds most makes room, by its largest and then its oldest`() {
        let room = Room(1000)
        for (index, bytes) in [200, 300, 300].enumerated() { _ = room.begin("crowd \(index)", bytes, address: 1) }
        _ = room.begin("large", 190, address: 2)
        #expect(room.takeLeft() == [])
        let newcomer = room.begin("newcomer", 50, address: 3)
        #expect(room.takeLeft() == ["crowd 1"])
        room.change(newcomer, to: 350)
        #expect(room.takeLeft() == ["crowd 2"])
    }

    @Test func `three addresses that fill the room keep nobody else out, however many come`() {
        let room = Room(256 * 1024)
        for index in 0..<(3 * 95) { _ = room.begin("crowd", 1000, address: UInt64(index % 3)) }
        _ = room.takeLeft()
        for visitor in 0..<100 {
            let number = room.begin("visitor", 700, address: UInt64(10 + visitor))
            room.change(number, to: 1400)
            #expect(!room.takeLeft().contains("visitor"))
            room.change(number, to: 0)
        }
    }

    @Test func `who let go or has sent all counts no more`() {
        let room = Room(100)
        let first = room.begin("first", 90, address: 1)
        let second = room.begin("second", 20, address: 2)
        #expect(room.takeLeft() == ["first"])
        room.change(first, to: 95)
        #expect(room.takeLeft() == [])
        room.change(second, to: 0)
        room.change(second, to: 99)
        _ = room.begin("third", 100, address: 3)
        #expect(room.takeLeft() == [])
    }

    @Test func `alone, what is too much for the room lets go itself`() {
        let room = Room(100)
        let only = room.begin("only", 60, address: 1)
        room.change(only, to: 101)
        #expect(room.takeLeft() == ["only"])
    }
}
