import CivilCalendar
import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// What there is under the name of an order.
struct ProgramOrder: Sendable {
    let number: OrderNumber
    let isNew: Bool
    /// Or something else was ordered under the name before.
    let isAsWished: Bool
}

/// 申し込む by a program: what it has written is a draft for a moment, judged as the pages judge theirs, and an order in the same transaction
/// in which its name is kept. So under one name there is one order, whoever sends it how often, and whatever breaks off.
struct ProgramOrdering<Flow: ProgramFlow>: Sendable {
    let flow: Flow
    let request: ProductOrderRequest
    /// Of what the body says, however it is written.
    let bodyHash: [UInt8]
    let visit: ProgramVisit

    private var services: Services { flow.services }
    private var language: Language { services.language }

    /// An order, and what is wrong nowhere any more.
    private struct Judged {
        let answers: Flow.Answers
        let contract: ContractCode
        let details: CustomerDetails
    }

    func order() async throws -> ProgramOrder {
        let judged = try await judged()
        let (intake, now) = (flow.desk.intake.seeing(request.fees), flow.desk.clock.now())
        do {
            return try await services.database.write { database in
                // Another request with this name was faster.
                if let found = try CompanyOrderStore.find(request.externalId, of: visit.person.company, database) {
                    return ProgramOrder(number: found.order, isNew: false, isAsWished: found.bodyHash == bodyHash)
                }
                let number = try handIn(judged, to: intake, at: now, database)
                try CompanyOrderStore.add(
                    request.externalId, of: visit.person.company, number, bodyHash: bodyHash, database)
                try visit.applicant.actor(at: visit.now).audit(
                    "order.by-program", subject: number.text, after: request.externalId, database)
                return ProgramOrder(number: number, isNew: true, isAsWished: true)
            }
        } catch let refusal as OrderRefusal {
            throw try await told(refusal, judged)
        }
    }

    private func handIn(
        _ judged: Judged, to intake: OrderIntake, at now: Moment, _ database: Connection
    ) throws -> OrderNumber {
        let (kind, service, contract, account) = (flow.kind, flow.service, judged.contract, visit.person.id)
        let draft = try OrderDraftStore.begin(
            service, kind, judged.answers.answers, by: visit.applicant, at: visit.now, database)
        guard let order = try submission(judged, draft, database) else { throw OrderRefusal.contractChanged }
        return try order.submit(
            to: intake, from: visit.applicant, at: now,
            mayOrder: { database in
                try AccountStore.find(account, database)?.standing == .active
                    && RightsStore.rights(ofAccount: account, database).mayOrder(kind, contract, of: service)
            }, database)
    }

    private func submission(
        _ judged: Judged, _ draft: OrderDraft.Reference, _ database: Connection
    ) throws -> (any OrderSubmission)? {
        try flow.order(
            judged.answers, draft, of: try flow.content(of: judged.contract, database), judged.details, database)
    }

    // MARK: Judging

    private func judged() async throws -> Judged {
        let (code, place) = try contract()
        let content: Flow.Contract
        do { content = try flow.contract(code, for: visit.person) } catch let refusal as PageRefusal {
            if case .notAllowed = refusal {
                throw ProgramRefusal(.noRight(OrderRefusal.noRight.sentence(in: language)))
            }
            throw ProgramRefusal(.noContract)
        }
        var reading = ProductOrderReading(flow.beginning(of: visit.person), contractPlace: place)
        reading.answers.contract = code
        flow.read(request, into: &reading, of: content, at: flow.desk.clock.now())
        let parties = ProgramParties(request.relatedParty)
        for (field, value) in parties.answers { reading.answers[field] = value }
        try agree(&reading)
        reading.faults += parties.faults.map { .init(path: $0.path, detail: $0.fault.sentence(in: language)) }
        let details = flow.details(reading.answers)
        if case .failure(let problems) = details {
            reading.faults += problems.all.map { problem in
                ProgramRefusal.Place(
                    path: parties.path(ofField: problem.field), detail: problem.problem(in: language).sentence)
            }
        }
        if reading.faults.isEmpty {
            reading.faults = try await flow.faults(in: reading, of: content, by: visit)
        }
        guard reading.faults.isEmpty, case .success(let details) = details else {
            throw ProgramRefusal(
                .notInOrder, .init(problems: Array(reading.faults.prefix(ProgramRefusal.mostProblems))))
        }
        return Judged(answers: reading.answers, contract: code, details: details)
    }

    /// Its number, and at which item it stands.
    private func contract() throws -> (ContractCode, Int) {
        let shape = ProductOrderShape(flow.kind)
        var faults = shape?.faults(request) ?? []
        let name = PlainName(request.externalId)
        let isName =
            name.text == request.externalId && (1...ProductOrderRequest.longestName).contains(name.count)
            && !name.hasControlCharacters
        if !isName { faults.append(.init("$.externalId", .externalID)) }
        let place = request.productOrderItem.firstIndex { $0.product.type == ProductOrderShape.contract }
        let code = place.flatMap { ContractCode(request.productOrderItem[$0].product[.id]) }
        if let place, code == nil { faults.append(.init(ProgramPath.item(place, "product.id"), .contractForm)) }
        guard faults.isEmpty, let code, let place else {
            throw ProgramRefusal(
                .notInOrder,
                .init(
                    problems: faults.prefix(ProgramRefusal.mostProblems).map {
                        .init(path: $0.path, detail: $0.fault.sentence(in: language))
                    }))
        }
        return (code, place)
    }

    /// What is in force of what the program names is agreed to; what it leaves out, or names in another version, is not.
    private func agree(_ reading: inout ProductOrderReading<Flow.Answers>) throws {
        let book = try services.database.read(flow.desk.consents.book)
        for (place, each) in request.agreement.enumerated() {
            guard let document = ConsentDocument(word: each.id), flow.documents.contains(document) else {
                reading.faults.append(
                    .init(path: "$.agreement[\(place)].id", detail: ProgramFault.document.sentence(in: language)))
                continue
            }
            if let version = book.find(document, each.version) { reading.answers.agree(to: [version.consent]) }
        }
    }

    // MARK: What is told of a refusal

    private func told(_ refusal: OrderRefusal, _ judged: Judged) async throws -> ProgramRefusal {
        var more = ProgramRefusal.More()
        more.productOrder = refusal.order.map(ProductOrderReference.init)
        more.availableFrom = refusal.end?.machineText
        // What people read of these is about a page that they have seen before.
        var sentence = refusal.sentence(in: language)
        switch refusal {
        case .consentsChanged:
            sentence = ProgramFault.agreement.sentence(in: language)
            let book = try services.database.read(flow.desk.consents.book)
            let today = flow.desk.clock.now().day
            more.agreement = flow.documents.compactMap { book.version(of: $0, on: today)?.consent }.map(
                ProductOrderAgreement.init)
        case .feesChanged:
            sentence = ProgramFault.fees.sentence(in: language)
            more.fees = try await fees(judged)
        default: break
        }
        let status: Status = refusal == .noRight ? .forbidden : .conflict
        return ProgramRefusal(
            InterfaceProblem(status, refusal.publicCode, sentence), more)
    }

    private func fees(_ judged: Judged) async throws -> ProductOrderFees? {
        let (company, policy, now) = (visit.person.company, flow.desk.policy.fees, flow.desk.clock.now())
        return try await services.database.write { database in
            guard let order = try submission(judged, OrderDraft.Reference(id: 0, version: 0), database) else {
                return nil
            }
            let items = try order.fees(of: company, database)
            return ProductOrderFees(
                try PriceStore.book(database).sheet(items, on: order.openingDay ?? now.day, policy))
        }
    }
}
