import Crypto
import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// `POST /productOrder`
extension CompanyProgramDoor {
    func order(_ visit: ProgramVisit) async throws -> Response {
        try ProgramQuery.expectNone(visit.request)
        let request = try InterfaceJSON.read(ProductOrderRequest.self, from: visit.request)
        let hash = SHA256.hash(InterfaceJSON.canonical(visit.request.body))
        let found = try services.database.read {
            try CompanyOrderStore.find(request.externalId, of: visit.person.company, $0)
        }
        let result: ProgramOrder
        if let found {
            result = ProgramOrder(number: found.order, isNew: false, isAsWished: found.bodyHash == hash)
        } else {
            result = try await ordered(request, hash, visit)
        }
        return try answer(result, visit)
    }

    private func ordered(
        _ request: ProductOrderRequest, _ hash: [UInt8], _ visit: ProgramVisit
    ) async throws -> ProgramOrder {
        switch OrderKind(rawValue: request.category) {
        case .some(let kind) where [.add, .delete, .lengthen, .end].contains(kind):
            let flow = SmartPBXOrderFlow(desk: desk, kind: kind)
            return try await ProgramOrdering(flow: flow, request: request, bodyHash: hash, visit: visit).order()
        case .some(let kind) where ImmediateOrderFlow.kinds.contains(kind):
            let flow = ImmediateOrderFlow(desk: desk, settlement: settlement, kind: kind)
            return try await ProgramOrdering(flow: flow, request: request, bodyHash: hash, visit: visit).order()
        default:
            let sentence = ProgramFault.atThePages.sentence(in: services.language)
            throw ProgramRefusal(
                .invalid("at-the-pages", sentence), .init(problems: [.init(path: "$.category", detail: sentence)]))
        }
    }

    private func answer(_ result: ProgramOrder, _ visit: ProgramVisit) throws -> Response {
        guard let order = try services.database.read({ try find(result.number, visit, $0) }) else {
            throw InterfaceProblem.otherBody
        }
        guard result.isAsWished else {
            throw ProgramRefusal(.otherBody, .init(productOrder: ProductOrderReference(result.number)))
        }
        var response = InterfaceJSON.response(order, result.isNew ? .created : .ok)
        if result.isNew { response.fields.set("Location", order.href) }
        return response
    }
}
