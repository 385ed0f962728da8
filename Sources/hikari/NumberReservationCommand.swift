import Exchange
import Ordering
import SQLite
import Telephony

/// `hikari ordering reservation …`: 予約コード (VOICE-9).
enum NumberReservationCommand {
    static let all = [add, list, remove]

    private static let add = Command(
        name: "ordering reservation add", words: "AREA COUNT", wordCount: 2...2,
        summary: "Reserve telephone numbers for a company, and show the code for them.",
        details: """
            COUNT numbers of AREA (as of a block), up to \(NumberBlock.mostAtOnce), consecutive ones where there are any. They wait for the code as many days
            as the configuration says.
            """, options: [CompanyCommand.company]
    ) { call in
        let (words, now) = (call.arguments.words, call.surroundings.now())
        guard let count = Int(words[1]) else { throw WrongUsage("COUNT is a number") }
        let (name, policy) = (try call.arguments.needed("--company"), try call.configuration().ordering.policy.numbers)
        let database = try call.openDatabase()
        defer { database.close() }
        let made = try await translating {
            try await database.write { database in
                guard let company = try CompanyStore.find(named: name, database) else {
                    throw Refusal("there is no company \(name)")
                }
                return try NumberBlockOperator.reserve(
                    count, in: words[0], of: company.id, policy, random: SiteAssembly.random, at: now, database)
            }
        }
        call.print(line(made))
    }

    private static let list = Command(
        name: "ordering reservation list", summary: "Show the codes for reserved numbers, the newest first.",
        details:
            "A line for each: the code, the company's number, its area, until when it holds or the order that has used it, and its numbers.",
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let all = try database.read(NumberReservationStore.all)
        if call.arguments.has(.json) { return try call.printJSON(all.map(Description.init)) }
        for reservation in all { call.print(line(reservation)) }
    }

    private static let remove = Command(
        name: "ordering reservation remove", words: "CODE", wordCount: 1...1,
        summary: "Take a code back; its numbers are free at once."
    ) { call in
        let now = call.surroundings.now()
        guard let code = ReservationCode(typed: call.arguments.words[0]) else {
            throw WrongUsage("CODE is no such code")
        }
        let database = try call.openDatabase()
        defer { database.close() }
        try await translating { try await database.write { try NumberBlockOperator.remove(code, at: now, $0) } }
        call.print("\(code) is taken back")
    }

    private static func line(_ reservation: NumberReservation) -> String {
        let runs = reservation.runs.map { $0.count == 1 ? "\($0.first)" : "\($0.first)-\($0.last)" }
        let standing = reservation.usedBy.map { "used by \($0)" } ?? "until \(reservation.expiresAt.machineText)"
        return [
            reservation.code.text, "company \(reservation.company)", reservation.area, standing,
            runs.joined(separator: " "),
        ].joined(separator: "  ")
    }

    private static func translating<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let fault as NumberBlockOperator.ReservationFault {
            throw Refusal(fault.words)
        }
    }

    private struct Description: Encodable {
        let code: String
        let company: Int
        let area: String
        let expiresAt: String
        let usedBy: String?
        let numbers: [String]

        init(_ reservation: NumberReservation) {
            code = reservation.code.text
            company = reservation.company
            area = reservation.area
            expiresAt = reservation.expiresAt.machineText
            usedBy = reservation.usedBy?.text
            numbers = reservation.numbers.map(\.digits)
        }
    }
}

extension NumberBlockOperator.ReservationFault {
    fileprivate var words: String {
        switch self {
        case .count: "COUNT must be from 1 to \(NumberBlock.mostAtOnce)"
        case .tooFew(let free): "of that area \(free) numbers are free"
        case .unknown: "there is no such code"
        case .used(let order): "the order \(order) has used it"
        }
    }
}
