import Crypto
import Encodings
import Foundation
package import HTTP
package import Shell

/// The telephone menu as JSON, for any call server that is not Asterisk (IVR-8): one request answers a call, one more brings
/// each entry. Only for programs of the operator, which say who calls and are believed.
package struct TelephoneMenuInterface: Sendable {
    private struct Refusal: Error {
        let status: Status
        let reason: String
    }

    private let exchange: TelephoneExchange
    private let token: OperatorToken?
    private let log: Log
    private let calls: TelephoneMenuCalls

    /// Without a token every request is refused: what can set anybody's password is never open.
    package init(_ exchange: TelephoneExchange, token: OperatorToken?, log: Log) {
        self.init(exchange, token: token, log: log, calls: TelephoneMenuCalls())
    }

    init(_ exchange: TelephoneExchange, token: OperatorToken?, log: Log, calls: TelephoneMenuCalls) {
        self.exchange = exchange
        self.token = token
        self.log = log
        self.calls = calls
    }

    package var routes: [Route] {
        [
            .post("/telephone-menu/calls", bodyLimit: 4096) { request in
                await answered(request) { try begin(try read($0)) }
            },
            .post("/telephone-menu/input", bodyLimit: 4096) { request in
                await answered(request) { try await carryOn(try read($0)) }
            },
        ]
    }

    /// `{"error": "…"}`, as every refusal of the operator's listener is written.
    package static func refusal(_ status: Status, _ reason: String) -> Response {
        var response = json(["error": reason], status)
        if status == .unauthorized { response.fields.set("WWW-Authenticate", "Bearer") }
        if status == .serviceUnavailable { response.fields.set("Retry-After", "5") }
        return response
    }

    private func begin(_ new: TelephoneMenuMessages.NewCall) throws -> Response {
        guard let region = exchange.region(ofAccessNumber: new.accessNumber) else {
            throw Refusal(status: .badRequest, reason: "\"to\" is not an access number")
        }
        let (call, steps) = try exchange.answer(new.caller, in: region)
        let id = Hex.encode(try exchange.random(16))
        if call.expectation != .nothing { try calls.add(call, as: id, at: exchange.now()) }
        return Self.json(TelephoneMenuMessages.Answer(id, call, steps), .created)
    }

    private func carryOn(_ input: TelephoneMenuMessages.Input) async throws -> Response {
        var call = try calls.take(input.call, at: exchange.now())
        let steps =
            switch input.event {
            case .keys(let keys): await call.press(keys)
            case .silence: await call.receive(.silence)
            case .hangUp: await call.receive(.hangUp)
            }
        calls.putBack(call, as: input.call, at: exchange.now())
        if let failure = call.failure { log(.failure, "telephone call out of order", ["error": "\(failure)"]) }
        if call.expectation == .nothing { log(.information, "telephone call", call.outcome(id: "json")) }
        return Self.json(TelephoneMenuMessages.Answer(input.call, call, steps), .ok)
    }

    private func read<Message: Decodable>(_ request: Request) throws -> Message {
        guard request.contentType == "application/json" else {
            throw Refusal(status: .badRequest, reason: "the body must be application/json")
        }
        // Readers of the first and of the last would disagree about who calls (as of doubled fields of a form).
        guard !JSONMembers.areDoubled(in: request.body) else {
            throw Refusal(status: .badRequest, reason: "a member occurs twice")
        }
        do {
            return try JSONDecoder().decode(Message.self, from: Data(request.body))
        } catch {
            throw Refusal(status: .badRequest, reason: "the body is not what this path takes")
        }
    }

    /// The one place that knows who may ask, and what becomes of errors.
    private func answered(_ request: Request, _ handler: (Request) async throws -> Response) async -> Response {
        guard let token, token.admits(request) else {
            log(.warning, "operator token missing or wrong", ["client": request.peer])
            return Self.refusal(.unauthorized, "the operator's token is missing or wrong")
        }
        do {
            return try await handler(request)
        } catch let refusal as Refusal {
            return Self.refusal(refusal.status, refusal.reason)
        } catch let refusal as TelephoneMenuCalls.Refusal {
            return switch refusal {
            case .unknown: Self.refusal(.notFound, "there is no such call, or no more")
            case .busy: Self.refusal(.conflict, "the call is still busy with what came before")
            case .full: Self.refusal(.serviceUnavailable, "there are too many calls")
            }
        } catch {
            log(.failure, "telephone call failed", ["request": request.id, "error": "\(error)"])
            return Self.refusal(.serviceUnavailable, "the telephone menu is out of order")
        }
    }

    private static func json(_ value: some Encodable, _ status: Status) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(value)).map { Array($0) } ?? []
        return .json(bytes, status: bytes.isEmpty ? .internalServerError : status)
    }
}
