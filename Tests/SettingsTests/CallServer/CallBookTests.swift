@testable import Settings
import Telephony
import Testing

@Suite struct CallBookTests {
    private struct Told: Equatable {
        var contract: Int
        var destination: PhoneNumber?
    }

    /// A generator of numbers that come again in each run.
    private struct Dice {
        private var state: UInt64 = 7

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    @Test func `whatever is put in and taken out, the book says the same as a dictionary`() throws {
        var dice = Dice()
        var book = CallBook()
        var told: [PhoneNumber: Told] = [:]
        let numbers = try (0..<600).map { try CallDatabase.number(0, $0) }
        for contract in 1...9 { book.set(contract, channels: contract, isForwarding: true) }
        for round in 0..<40_000 {
            let number = numbers[dice.below(round < 20_000 ? 600 : 40)]
            let contract = 1 + dice.below(9)
            switch dice.below(20) {
            case 0:
                book.remove(contract: contract)
                book.set(contract, channels: contract, isForwarding: true)
                told = told.filter { $0.value.contract != contract }
            case 1...8:
                book.remove(number)
                told[number] = nil
            default:
                let destination = dice.below(3) == 0 ? nil : numbers[dice.below(600)]
                book.set(number, of: contract, destination: destination)
                told[number] = Told(contract: contract, destination: destination)
            }
        }
        #expect(book.count == told.count)
        for number in numbers {
            #expect(book.contract(of: number) == told[number]?.contract)
            #expect(book.settings(of: number)?.channels == told[number]?.contract)
            #expect(book.settings(of: number)?.bulkForwarding == told[number].map { .on($0.destination) })
        }
        for contract in 1...9 {
            #expect(Set(book.numbers(of: contract)) == Set(told.filter { $0.value.contract == contract }.keys))
        }
    }

    @Test func `a contract that is not there has no numbers, and an id beyond all reason is not taken`() throws {
        var book = CallBook()
        let number = try CallDatabase.number("0312340001")
        book.set(number, of: 3, destination: nil)
        book.set(CallBook.mostContracts, channels: 1, isForwarding: true)
        book.set(-1, channels: 1, isForwarding: true)
        book.remove(contract: 5)
        #expect(book.settings(of: number) == nil)
        #expect(book.numbers(of: 5).isEmpty)
        book.set(3, channels: 1, isForwarding: false)
        book.set(number, of: 3, destination: number)
        book.set(forwardedNow: 2, of: 3)
        #expect(book.settings(of: number) == CallSettings(channels: 1, forwardedNow: 2))
    }
}
