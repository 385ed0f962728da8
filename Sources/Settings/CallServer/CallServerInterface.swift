import Encodings
import Foundation
package import HTTP
package import Shell
import SQLite
package import Telephony

/// Another product of the house whose places have calls too. Its answers are encoded already.
package struct CallServerNeighbour: Sendable {
    /// What becomes of a call; nil where neither end of it is the neighbour's.
    package let lookUp: @Sendable (Form) async throws -> [UInt8]?
    /// What a call server tells of one; nil where it is none of the neighbour's, else whether it is new.
    package let take: @Sendable (_ call: String, _ event: String, _ number: String) async throws -> Bool?

    package init(
        lookUp: @escaping @Sendable (Form) async throws -> [UInt8]?,
        take: @escaping @Sendable (_ call: String, _ event: String, _ number: String) async throws -> Bool?
    ) {
        (self.lookUp, self.take) = (lookUp, take)
    }
}

/// Where a call goes, as JSON for call servers that do not ask by SIP (CALL-3), and what they tell of calls (CALL-4). For programs of
/// the operator alone, which show the token.
package struct CallServerInterface: Sendable {
    private let services: Services
    private let token: OperatorToken?
    private let testCallNumber: PhoneNumber?
    private let domain: String
    private let write: @Sendable (PhoneNumber) -> String
    private let readers: [CallEventReader]
    private let neighbour: CallServerNeighbour?
    private let facts: CallFacts
    private let refusal: @Sendable (Status, String) -> Response

    /// - Parameters:
    ///   - domain: what stands behind the "@" of routes.
    ///   - write: a number as the exchange takes it.
    ///   - refusal: as every refusal of the operator's listener is written.
    package init(
        _ services: Services, token: OperatorToken?, testCallNumber: PhoneNumber?, domain: String,
        write: @escaping @Sendable (PhoneNumber) -> String, readers: [CallEventReader],
        neighbour: CallServerNeighbour? = nil, facts: CallFacts = .none,
        refusal: @escaping @Sendable (Status, String) -> Response
    ) {
        self.services = services
        self.token = token
        self.testCallNumber = testCallNumber
        self.domain = domain
        self.write = write
        self.readers = readers
        self.neighbour = neighbour
        self.facts = facts
        self.refusal = refusal
    }

    package var routes: [Route] {
        [
            .get("/calls/lookup") { request in await answered(request, lookUp) },
            .post("/calls/events", bodyLimit: 4096) { request in await answered(request, take) },
        ]
    }

    private func lookUp(_ request: Request) async throws -> Response {
        let form = request.queryForm()
        // What acts at the line itself comes first, as it does by SIP.
        let own = try lookUp(form)
        guard own.isRinging, let bytes = try await neighbour?.lookUp(form) else { return own.response }
        return .json(bytes, status: .ok)
    }

    /// - Returns: the answer, and whether nothing of ours touches the call.
    private func lookUp(_ form: Form) throws -> (response: Response, isRinging: Bool) {
        guard let lookup = CallLookup({ form[$0] }, testCallNumber: testCallNumber) else {
            return (
                refusal(.badRequest, "number, from, passed, forwardings, refused or number-request is malformed"), true
            )
        }
        let decision = try services.database.read { database in
            let found = try CallSettingsStore.find(lookup.call.to, database)
            var settings = lookup.settings(found?.settings)
            if let found {
                settings?.forwardedNow = try CallEventStore.forwardedNow(
                    of: found.contract, at: services.now(), database)
            }
            return Calls.decide(
                lookup.call, try facts.completing(settings, for: lookup.call, database), testCallNumber: testCallNumber)
        }
        let isRinging = decision == CallDecision(.ring, by: .nothing)
        switch form["format"] {
        case nil, "json": return (Self.json(CallLookupAnswer(lookup.call.to, decision), .ok), isRinging)
        case "rtjson":
            return (Self.json(CallRoutes(lookup.call.to, decision, domain: domain, write: write), .ok), isRinging)
        default: return (refusal(.badRequest, "format is json or rtjson"), false)
        }
    }

    private func take(_ request: Request) async throws -> Response {
        guard request.contentType == "application/json", !JSONMembers.areDoubled(in: request.body),
            let raw = try? JSONDecoder().decode(RawCallEvent.self, from: Data(request.body)), raw.hasID
        else { return refusal(.badRequest, "the body is not what this path takes") }
        if let isNew = try await neighbour?.take(raw.call, raw.event, raw.number) {
            // A number that both know: each keeps its own account of the call.
            guard let message = try? JSONDecoder().decode(CallEventMessage.self, from: Data(request.body)) else {
                return Self.json(["new": isNew], .ok)
            }
            _ = try await keep(message)
            return Self.json(["new": isNew], .ok)
        }
        guard let message = try? JSONDecoder().decode(CallEventMessage.self, from: Data(request.body)) else {
            return refusal(.badRequest, "the body is not what this path takes")
        }
        switch try await keep(message) {
        case .kept: return Self.json(["new": true], .ok)
        case .known: return Self.json(["new": false], .ok)
        case .foreign: return refusal(.notFound, "the number is none of ours")
        }
    }

    private func keep(_ message: CallEventMessage) async throws -> CallEventStore.Outcome {
        let event = message.event(at: services.now())
        return try await services.database.write { [readers] in
            try CallEventStore.add(event, readers: readers, $0)
        }
    }

    private func answered(
        _ request: Request, _ handler: (Request) async throws -> Response
    ) async -> Response {
        guard let token, token.admits(request) else {
            services.log(.warning, "operator token missing or wrong", ["client": request.peer])
            return refusal(.unauthorized, "the operator's token is missing or wrong")
        }
        do {
            return try await handler(request)
        } catch {
            services.log(.failure, "a call server was not answered", ["request": request.id, "error": "\(error)"])
            return refusal(.serviceUnavailable, "the settings cannot be read or written now")
        }
    }

    private static func json(_ value: some Encodable, _ status: Status) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(value)).map { Array($0) } ?? []
        return .json(bytes, status: bytes.isEmpty ? .internalServerError : status)
    }
}
