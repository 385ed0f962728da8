import Exchange
package import HTTP
import SQLite
package import Shell
import Telephony

/// The door for programs of a real exchange (EXCH-2): they fetch orders and report, we call nobody. For who shows the operator's token in
/// Authorization alone.
package struct ExchangeInterface: Sendable {
    private let exchange: OpenExchange
    private let token: OperatorToken?
    private let log: Log

    /// Of 7,000 numbers something can be said at once.
    static let longestBody = 512 * 1024

    package init(_ exchange: OpenExchange, token: OperatorToken?, log: Log) {
        (self.exchange, self.token, self.log) = (exchange, token, log)
    }

    /// Whether refusals of that path are written as this door writes them.
    package static func isHere(_ path: String) -> Bool {
        path == "/productOrder" || path.hasPrefix("/productOrder/") || path == "/cancelProductOrder"
    }

    /// What the server refuses by itself.
    package static func refusal(_ status: Status) -> Response { InterfaceProblem(status).response }

    package var routes: [Route] {
        [
            .get("/productOrder") { request in await answered(request, list) },
            .get("/productOrder/*") { request in await answered(request, one) },
            Route(.patch, "/productOrder/*", bodyLimit: Self.longestBody, awaitsBody: isAdmitted) { request in
                await answered(request, report)
            },
            .get("/cancelProductOrder") { request in await answered(request, cancellations) },
            .post("/cancelProductOrder", bodyLimit: 4_096) { request in await answered(request, answerCancellation) },
        ]
    }

    private func list(_ request: Request) async throws -> Response {
        let query = try InterfaceQuery(request)
        guard let state = OpenOrderState(rawValue: query.state ?? "acknowledged") else {
            throw InterfaceProblem(.badRequest, "query", "state is none that an order has")
        }
        let orders = try await waiting(query) { database in
            try OpenOrderStore.orders(in: state, after: query.after, atMost: query.limit, database)
                .compactMap { try OpenOrderStore.find($0, database) }
        }
        return InterfaceJSON.response(orders.map(ProductOrder.init))
    }

    private func cancellations(_ request: Request) async throws -> Response {
        let query = try InterfaceQuery(request)
        let word = query.state ?? CancelProductOrder.word(of: .asked)
        guard let state = OpenCancellation.allCases.first(where: { CancelProductOrder.word(of: $0) == word }) else {
            throw InterfaceProblem(.badRequest, "query", "state is acknowledged, done or terminatedWithError")
        }
        let orders = try await waiting(query) {
            try OpenOrderStore.orders(state, after: query.after, atMost: query.limit, $0)
        }
        return InterfaceJSON.response(orders.map { CancelProductOrder($0, state) })
    }

    /// Where there is nothing, what is there when the bell has rung or the time is over.
    private func waiting<Item>(
        _ query: InterfaceQuery, _ read: (Connection) throws -> [Item]
    ) async throws -> [Item] {
        let rings = exchange.bell.rings
        let found = try exchange.database.read(read)
        guard found.isEmpty, query.wait > 0 else { return found }
        await exchange.bell.wait(since: rings, atMost: .seconds(query.wait))
        // What it has rung for may have come since somebody else has read in this turn.
        exchange.database.endTurn()
        return try exchange.database.read(read)
    }

    private func one(_ request: Request) async throws -> Response {
        let number = try number(request)
        guard let order = try exchange.database.read({ try OpenOrderStore.find(number, $0) }) else {
            throw InterfaceProblem.unknownOrder
        }
        return InterfaceJSON.response(ProductOrder(order))
    }

    private func report(_ request: Request) async throws -> Response {
        let number = try number(request)
        let patch = try InterfaceJSON.read(
            ProductOrderPatch.self, from: request, ["application/json", "application/merge-patch+json"])
        let now = exchange.now()
        let order = try await exchange.database.write { database in
            guard let order = try OpenOrderStore.find(number, database) else { throw InterfaceProblem.unknownOrder }
            let statement = try patch.statement(of: order)
            for event in try order.events(statement) {
                try OpenOrderStore.note(event, of: order, isSimulated: patch.simulated == true, at: now, database)
            }
            try OpenOrderStore.describe(number, expected: statement.expected, note: statement.note, database)
            return try OpenOrderStore.find(number, database) ?? order
        }
        return InterfaceJSON.response(ProductOrder(order))
    }

    private func answerCancellation(_ request: Request) async throws -> Response {
        guard request.query.isEmpty else { throw InterfaceProblem(.badRequest, "query", "this address has no query") }
        let answer = try InterfaceJSON.read(CancelProductOrderAnswer.self, from: request)
        let (isGranted, now) = (try answer.isGranted(), exchange.now())
        guard let number = OrderNumber(answer.productOrder.id) else { throw InterfaceProblem.unknownOrder }
        try await exchange.database.write { database in
            guard let order = try OpenOrderStore.find(number, database) else { throw InterfaceProblem.unknownOrder }
            if let event = try order.answer(isGranted) {
                try OpenOrderStore.note(event, of: order, isSimulated: answer.simulated == true, at: now, database)
            }
        }
        return InterfaceJSON.response(CancelProductOrder(number, isGranted ? .granted : .refused))
    }

    private func number(_ request: Request) throws -> OrderNumber {
        guard request.query.isEmpty else {
            throw InterfaceProblem(
                .badRequest, "query", "this address has no query; the token stands in Authorization alone")
        }
        guard let text = request.path.split(separator: "/").last, let number = OrderNumber(String(text)) else {
            throw InterfaceProblem.unknownOrder
        }
        return number
    }

    @Sendable private func isAdmitted(_ request: Request) -> Bool { token?.admits(request) ?? false }

    private func answered(
        _ request: Request, _ handler: (Request) async throws -> Response
    ) async -> Response {
        guard isAdmitted(request) else {
            log(.warning, "operator token missing or wrong", ["client": request.peer])
            return InterfaceProblem(.unauthorized, "token", "the operator's token is missing or wrong").response
        }
        do {
            return try await handler(request)
        } catch let problem as InterfaceProblem {
            return problem.response
        } catch let problem as OpenOrderProblem {
            return InterfaceProblem(problem).response
        } catch {
            log(.failure, "the exchange was not answered", ["request": request.id, "error": "\(error)"])
            return InterfaceProblem(.serviceUnavailable, "unavailable", "orders cannot be read or written now").response
        }
    }
}
