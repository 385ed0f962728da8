package import Exchange
import Foundation
package import SQLite
package import Shell
import Synchronization

/// An exchange on this side of the door (EXCH-2): what the site has for it is fetched, and what it reports is said there. Of itself it
/// keeps only how far it has said what there was to say: killed at any point it goes on from there, and says the last once more.
package final class ExchangeProgram: Sendable {
    private let exchange: any Exchange
    private let door: any ExchangeDoor
    private let database: Database
    private let log: Log
    /// Of orders that nobody has begun yet: how often each has been amended, as far as the exchange knows.
    private let taken = Mutex<[OrderNumber: Int]>([:])

    private static let mostAtOnce = 500

    /// - Parameter database: of the program; the site's own will do, and is not needed.
    package init(_ exchange: any Exchange, at door: any ExchangeDoor, _ database: Database, log: Log) {
        (self.exchange, self.door, self.database, self.log) = (exchange, door, database, log)
    }

    /// Everything that the site has for an exchange, and everything that this one has to say.
    package func run() async throws {
        var seen: [OrderNumber: Int] = [:]
        for state in [OpenOrderState.acknowledged, .pending] { try await fetch(state, &seen) }
        taken.withLock { [seen] in $0 = seen }
        try await fetchCancellations()
        try await sayReports()
    }

    // MARK: Fetching

    /// To take an order once more changes nothing, and costs: what is known is passed over.
    private func fetch(_ state: OpenOrderState, _ seen: inout [OrderNumber: Int]) async throws {
        var after = ""
        while true {
            let bytes = try await get("/productOrder?state=\(state.rawValue)&limit=\(InterfaceQuery.most)\(after)")
            let orders = try JSONDecoder().decode([ProductOrder].self, from: Data(bytes))
            for order in orders { try await take(order, &seen) }
            guard let last = orders.last, orders.count == InterfaceQuery.most else { return }
            after = "&after=\(last.id)"
        }
    }

    private func take(_ fetched: ProductOrder, _ seen: inout [OrderNumber: Int]) async throws {
        guard let number = OrderNumber(fetched.id) else { return }
        seen[number] = fetched.amendment.count
        guard taken.withLock({ $0[number] }) != fetched.amendment.count else { return }
        guard let order = fetched.work, let amendments = fetched.amendments(of: order) else {
            return log(.warning, "an order is not understood, and left", ["order": number.text])
        }
        try await exchange.take(order)
        for amendment in amendments { try await exchange.amend(amendment) }
    }

    private func fetchCancellations() async throws {
        let bytes = try await get("/cancelProductOrder?state=\(CancelProductOrder.word(of: .asked))")
        for asked in try JSONDecoder().decode([CancelProductOrder].self, from: Data(bytes)) {
            guard let order = OrderNumber(asked.productOrder.id) else { continue }
            try await exchange.askToCancel(order)
        }
    }

    private func get(_ path: String) async throws -> [UInt8] {
        let answer = try await door.send("GET", path, nil)
        guard answer.status == 200 else { throw refusal(answer, of: path) }
        return answer.body
    }

    // MARK: Saying

    private func sayReports() async throws {
        while true {
            let heard = try database.read(ExchangeProgramStore.said)
            let reports = try await exchange.reports(after: heard, limit: Self.mostAtOnce)
            for statement in ProgramStatement.statements(of: reports) {
                try await say(statement)
                try await database.write { try ExchangeProgramStore.setSaid(statement.last, $0) }
            }
            if reports.count < Self.mostAtOnce { return }
        }
    }

    /// What the site refuses is told in the log and left: it has the last word about its own orders.
    private func say(_ statement: ProgramStatement) async throws {
        let answer = try await door.send(statement.method, statement.path, statement.body)
        switch answer.status {
        case 200: return
        case 404, 409, 422:
            if statement.parts.count > 1 {
                for part in statement.parts { try await say(part) }
                return
            }
            log(
                .warning, "the site does not take a report",
                [
                    "order": statement.order.text, "status": "\(answer.status)",
                    "answer": String(decoding: answer.body.prefix(300), as: UTF8.self),
                ])
        default: throw refusal(answer, of: statement.path)
        }
    }

    private func refusal(_ answer: DoorAnswer, of path: String) -> DoorClosed {
        let text = String(decoding: answer.body.prefix(300), as: UTF8.self)
        return DoorClosed(description: "\(path.prefix { $0 != "?" }) is answered \(answer.status): \(text)")
    }
}
