import Contracts
import Ordering
import SQLite
import Telephony

/// `hikari ordering block …`: the numbers that orders are given.
enum NumberBlockCommand {
    static let all = [add, list]

    private static let add = Command(
        name: "ordering block add", words: "AREA FIRST COUNT", wordCount: 3...3,
        summary: "Add telephone numbers that orders are given.",
        details: """
            COUNT numbers from FIRST on, up to \(NumberBlock.mostNumbers), all of which begin with AREA: 050, or an area code. Who has a number
            of an area is given numbers of the same area. Those that are in use already stay so.
            """
    ) { call in
        let (words, now) = (call.arguments.words, call.surroundings.now())
        guard let first = PhoneNumber(words[1]) else { throw WrongUsage("FIRST is a telephone number") }
        guard let count = Int(words[2]), count > 0 else { throw WrongUsage("COUNT is a number above 0") }
        let database = try call.openDatabase()
        defer { database.close() }
        do {
            let inUse = try await database.write { database in
                let used = try NumberRun(first: first, count: count).map { try numbersInUse($0, database) }
                return try NumberBlockOperator.add(
                    area: words[0], first: first, count: count, inUse: used ?? [], at: now, database)
            }
            call.print("added \(count) numbers from \(first) on, of which \(inUse) are in use")
        } catch let fault as NumberBlockOperator.Fault {
            throw Refusal(fault.words)
        }
    }

    private static func numbersInUse(_ run: NumberRun, _ database: Connection) throws -> [PhoneNumber] {
        let range = run.first...run.last
        let numbers = [ContractsStore.numbers, ExtensionRoutingStore.numbers, VoiceNumberStore.numbers]
        return try numbers.flatMap { try $0(range, database) }
    }

    private static let list = Command(
        name: "ordering block list", summary: "Show the numbers that orders are given.",
        details: """
            A line for each block: area, first and last number, and how many of its numbers are free, held for orders, reserved, in use, and
            unused because they have ended not long ago.
            """, options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let blocks = try database.read { database in
            try NumberBlockStore.blocks(database).map { Description($0, try NumberBlockStore.tally(of: $0, database)) }
        }
        if call.arguments.has(.json) { return try call.printJSON(blocks) }
        for block in blocks { call.print(block.line) }
    }

    private struct Description: Encodable {
        let area: String
        let first: String
        let last: String
        let numbers: Int
        let free: Int
        let held: Int
        let reserved: Int
        let given: Int
        let quarantined: Int

        init(_ block: NumberBlock, _ tally: NumberTally) {
            (area, first, last) = (block.area, block.run.first.digits, block.run.last.digits)
            (numbers, free, held) = (block.run.count, tally.free, tally.held)
            (reserved, given, quarantined) = (tally.reserved, tally.given, tally.quarantined)
        }

        var line: String {
            """
            \(area)  \(first)  \(last)  \(free) free  \(held) held  \(reserved) reserved  \(given) in use  \
            \(quarantined) ended
            """
        }
    }
}

extension NumberBlockOperator.Fault {
    fileprivate var words: String {
        switch self {
        case .numbers: "they must all be geographic numbers or all of 050, up to \(NumberBlock.mostNumbers) of them"
        case .area: "AREA is what all the numbers begin with: 050, or an area code"
        case .overlaps(let block): "some of them are there already, in \(block.run.first) to \(block.run.last)"
        }
    }
}
