import Accounts
import Contracts
import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// The door for companies' own programs (EXCH-3), at the site's own address: for who shows a token in Authorization alone.
struct CompanyProgramDoor: Sendable {
    let desk: OrderDesk
    let settlement: VoiceSettlement
    private let rates = ProgramRates()
    private let throttle: SignInThrottle

    /// 1,500 extensions or 2,000 numbers can be ordered at once.
    static let longestBody = 256 * 1024
    static let mostOrders = 100
    static let mostEvents = 1_000

    var services: Services { desk.services }

    /// - Parameter attemptsPerMinute: with wrong tokens, from one address.
    init(_ desk: OrderDesk, _ settlement: VoiceSettlement, attemptsPerMinute: Int) {
        (self.desk, self.settlement) = (desk, settlement)
        throttle = SignInThrottle(attemptsPerMinute: attemptsPerMinute)
    }

    var door: ProgramDoor {
        ProgramDoor(
            routes: [
                .get("/productOrder") { await answered($0, .read, list) },
                Route(.post, "/productOrder", bodyLimit: Self.longestBody, awaitsBody: isAdmitted) { request in
                    await answered(request, .write, order)
                },
                .get("/productOrder/*") { await answered($0, .read, one) },
                .get("/event") { await answered($0, .read, events) },
            ],
            refusal: { status, request in
                Self.isHere(request.path) ? InterfaceProblem(status).response : nil
            })
    }

    static func isHere(_ path: String) -> Bool {
        path == "/productOrder" || path.hasPrefix("/productOrder/") || path == "/event"
    }

    // MARK: What is read

    private func list(_ visit: ProgramVisit) throws -> Response {
        let query = try ProgramQuery(visit.request, ["state", "externalId"], most: Self.mostOrders)
        let state = query["state"].flatMap(OrderState.called)
        guard state != nil || query["state"] == nil else {
            let words = OrderState.publicStates.map(\.publicWord).joined(separator: ", ")
            throw InterfaceProblem(.badRequest, "query", "state is one of \(words)")
        }
        let (after, company, scope) = (try query.afterOrder(), visit.person.company, visit.person.rights.scope)
        let orders = try services.database.read { database in
            if let name = query["externalId"] {
                let order = try CompanyOrderStore.find(name, of: company, database)?.order
                return try order.flatMap { try find($0, visit, database) }.map { [$0] } ?? []
            }
            return try CompanyOrderStore.orders(
                of: company, in: scope, state, after: after, atMost: query.limit, database
            ).map { ProductOrder($0, externalID: try CompanyOrderStore.externalID(of: $0.number, database)) }
        }
        return InterfaceJSON.response(orders)
    }

    private func one(_ visit: ProgramVisit) throws -> Response {
        try ProgramQuery.expectNone(visit.request)
        guard let text = visit.request.path.split(separator: "/").last, let number = OrderNumber(String(text)),
            let order = try services.database.read({ try find(number, visit, $0) })
        else { throw InterfaceProblem.noOrder }
        return InterfaceJSON.response(order)
    }

    /// Whole. Another company's, and one that is out of the account's scope, is none (RIGHT-4).
    func find(_ number: OrderNumber, _ visit: ProgramVisit, _ database: Connection) throws -> ProductOrder? {
        guard let order = try OrderStore.find(number, of: visit.person.company, database),
            visit.person.rights.scope.covers(order.contract, of: order.service)
        else { return nil }
        let services: [any ServiceOrders] = [SmartPBXOrders(), IPVoiceOrders(uses: .none)]
        var product = ProductOrder(order, externalID: try CompanyOrderStore.externalID(of: number, database))
        let work = try services.first { $0.service == order.service }?.work(of: order, database)
        product.productOrderItem = work.map { work in
            ProductOrderItem.all(of: work)
                + (work.equipment.map { [.equipment(begins: $0, isDone: order.progress.equipment == .done)] } ?? [])
        }
        product.agreement = try OrderDetailStore.consents(of: number, database).map(ProductOrderAgreement.init)
        product.fees = try OrderFeeStore.sheet(of: number, database).map(ProductOrderFees.init)
        return product
    }

    private func events(_ visit: ProgramVisit) throws -> Response {
        let query = try ProgramQuery(visit.request, most: Self.mostEvents)
        let (after, scope) = (try query.afterEvent(), visit.person.rights.scope)
        let entries = try services.database.read {
            try CompanyOrderStore.feed(
                of: visit.person.company, in: scope, after: after, atMost: query.limit, $0)
        }
        return InterfaceJSON.response(entries.map(ProductOrderEvent.init))
    }

    // MARK: Who comes

    func answered(
        _ request: Request, _ kind: ProgramRates.Kind, _ handler: (ProgramVisit) async throws -> Response
    ) async -> Response {
        do {
            return try await handler(try admit(request, kind))
        } catch let refusal as ProgramRefusal {
            return refusal.response
        } catch let problem as InterfaceProblem {
            return problem.response
        } catch {
            services.log(
                .failure, "a company's program was not answered", ["request": request.id, "error": "\(error)"])
            return InterfaceProblem.unavailable.response
        }
    }

    private func admit(_ request: Request, _ kind: ProgramRates.Kind) throws -> ProgramVisit {
        let now = services.now()
        guard let found = try found(request) else { throw refusal(ofStranger: request, at: now) }
        if let wait = rates.wait(kind, of: found.id, at: now) {
            throw ProgramRefusal(.tooMany("requests with this token"), retryAfter: wait)
        }
        let (account, person) = try services.database.read { database in
            (
                try AccountStore.find(found.account, database),
                try EmployeeSessionStore.person(ofAccount: found.account, database)
            )
        }
        guard account?.standing == .active, let person else { throw InterfaceProblem.accountNotActive }
        guard person.isAdmitted(from: request.peer) else { throw InterfaceProblem.otherNetwork }
        return ProgramVisit(request: request, now: now, token: found.id, person: person)
    }

    /// Whose token a request shows.
    private func found(_ request: Request) throws -> (id: Int, account: Int)? {
        guard let text = request.bearerToken else { return nil }
        return try services.database.read { try CompanyTokenStore.find(CompanyToken(shown: text), $0) }
    }

    /// Whether more than the usual body is read after this head.
    func isAdmitted(_ head: Request) -> Bool { (try? found(head)) != nil }

    private func refusal(ofStranger request: Request, at now: Moment) -> ProgramRefusal {
        guard case .refuse(let wait, let isTold, _) = throttle.attempt(from: request.peer, on: "", at: now) else {
            services.log(.warning, "company token missing or wrong", ["client": request.peer])
            return ProgramRefusal(.unknownToken)
        }
        if isTold { services.log(.warning, "too many wrong company tokens", ["client": request.peer]) }
        return ProgramRefusal(.tooMany("wrong tokens from this address"), retryAfter: wait)
    }
}
