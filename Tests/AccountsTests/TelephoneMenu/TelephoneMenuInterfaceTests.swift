@testable import Accounts
import Foundation
import HTTP
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// The JSON interface: who may ask, and what it makes of everything but a good question. Good ones are in the transcripts.
struct TelephoneMenuInterfaceTests {
    private static let token = "0123456789abcdef0123456789abcdef"
    private let house: TelephoneHouse
    private let clock = TestClock()
    private let log = LogLines()

    init() throws {
        let clock = self.clock
        house = try TelephoneHouse(
            try #require(TelephoneTranscript.all.first { $0.name == "east-line" }), now: { clock.now })
    }

    private func router(token: String? = token, calls: TelephoneMenuCalls = TelephoneMenuCalls()) -> Router {
        let (clock, log) = (clock, log)
        let menu = TelephoneMenuInterface(
            house.exchange, token: token.flatMap(OperatorToken.init),
            log: Log(now: { clock.now }, write: log.append), calls: calls)
        return Router(routes: menu.routes)
    }

    private func post(
        _ router: Router, _ path: String, _ body: String, authorization: String? = "Bearer \(token)",
        type: String = "application/json"
    ) async -> Response {
        let fields = [("Content-Type", type)] + (authorization.map { [("Authorization", $0)] } ?? [])
        return await router.respond(
            to: Request(method: .post, path: "/telephone-menu/" + path, fields: fields, body: Array(body.utf8)))
    }

    private func text(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }

    private let newCall = #"{"from":"0312340002","to":"0363044747"}"#

    private func begin(_ router: Router) async throws -> String {
        let response = await post(router, "calls", newCall)
        try #require(response.status == .created)
        return try #require(text(response).between("\"call\":\"", "\""))
    }

    @Test(arguments: [
        #"{"from":"0312340002","to":"0363044747","from":"0312340001"}"#,
        #"{"from":"0312340002","to":"0363044747","\u0066rom":"0312340001"}"#,
        #"{"from":"0312340002","to":"0363044747","withheld":true,"withheld":false}"#,
        #"{"from":"0312340002","to":"0363044747","of their own":{"x":1,"x":2}}"#,
    ])
    func `a member that occurs twice is refused, as a field of a form is`(body: String) async {
        let response = await post(router(), "calls", body)
        #expect(response.status == .badRequest)
        #expect(text(response) == #"{"error":"a member occurs twice"}"#)
    }

    @Test(arguments: [
        nil, "", "Bearer", "Bearer ", "Bearer wrong", "Basic 0123456789abcdef0123456789abcdef",
        "Bearer 0123456789abcdef0123456789abcdeF", "Bearer 0123456789abcdef0123456789abcdef ",
        "Bearer  0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef",
    ])
    func `nobody asks without the operator's token`(authorization: String?) async {
        let response = await post(router(), "calls", newCall, authorization: authorization)
        #expect(response.status == .unauthorized)
        #expect(response.fields["www-authenticate"] == "Bearer")
        #expect(text(response) == #"{"error":"the operator's token is missing or wrong"}"#)
        #expect(log.all.allSatisfy { !$0.contains("abcdef") })
    }

    @Test func `without a token set nobody asks at all`() async {
        #expect(await post(router(token: nil), "calls", newCall).status == .unauthorized)
        #expect(OperatorToken("short") == nil)
        #expect(OperatorToken(String(repeating: "あ", count: 40)) == nil)
    }

    @Test func `the scheme's name is read in any case, and two tokens are none`() async {
        #expect(await post(router(), "calls", newCall, authorization: "bearer \(Self.token)").status == .created)
        let fields = [
            ("Content-Type", "application/json"), ("Authorization", "Bearer \(Self.token)"), ("Authorization", "x"),
        ]
        let twice = await router().respond(
            to: Request(method: .post, path: "/telephone-menu/calls", fields: fields, body: Array(newCall.utf8)))
        #expect(twice.status == .unauthorized)
    }

    @Test(arguments: [
        "", "{", "[]", "null", "1", #""a""#, "{}", #"{"from":"0312340002"}"#, #"{"to":1}"#,
        #"{"from":312340002,"to":"0363044747"}"#, #"{"from":"0312340002","to":"0312340001"}"#,
        #"{"from":"0312340002","to":"0363044747","withheld":"no"}"#, "\u{FEFF}x",
        String(repeating: "[", count: 4000),
    ])
    func `a call that is not told properly is refused`(body: String) async {
        let response = await post(router(), "calls", body)
        #expect(response.status == .badRequest)
        #expect(text(response).hasPrefix(#"{"error":""#))
    }

    @Test(
        arguments: ["81312340002", "+81312340002", "03-1234-0002", "+81-3-1234-0002"],
        ["81363044747", "+81-3-6304-4747"])
    func `NUM-7 a call server may write both numbers as the network does`(from: String, to: String) async {
        let response = await post(router(), "calls", #"{"from":"\#(from)","to":"\#(to)"}"#)
        #expect(response.status == .created && text(response).contains(#""ended":false"#))
    }

    @Test func `what a call server tells besides is its own, and passed over`() async {
        let body = #"{"from":"0312340002","to":"0363044747","trunk":{"name":"7","codec":[null]},"withheld":true}"#
        let response = await post(router(), "calls", body)
        #expect(response.status == .created && text(response).contains(#""ended":true"#))
    }

    @Test(arguments: [
        #"{"keys":"1"}"#, #"{"call":"ID"}"#, #"{"call":"ID","keys":""}"#, #"{"call":"ID","keys":"x"}"#,
        #"{"call":"ID","keys":"１"}"#, #"{"call":"ID","keys":1}"#, #"{"call":"ID","keys":"1","silence":true}"#,
        #"{"call":"ID","silence":false}"#, #"{"call":"ID","hangup":1}"#, #"{"call":"ID","key":"1"}"#,
        #"{"call":"ID","keys":"\#(String(repeating: "1", count: 65))"}"#,
    ])
    func `an entry that is not told properly is refused, and the call goes on`(body: String) async throws {
        let router = router()
        let id = try await begin(router)
        let response = await post(router, "input", body.replacing("ID", with: id))
        #expect(response.status == .badRequest)
        let after = await post(router, "input", #"{"call":"\#(id)","keys":"1"}"#)
        #expect(after.status == .ok)
        #expect(text(after).contains(#""expect":"password""#))
    }

    @Test func `only JSON is read, and not much of it`() async {
        #expect(await post(router(), "calls", newCall, type: "text/plain").status == .badRequest)
        let head = Request(method: .post, path: "/telephone-menu/calls")
        #expect(router().bodyRule(for: head) == .upTo(4096))
    }

    @Test func `IVR-1 a withheld number is refused, whatever number is told with it`() async throws {
        let response = await post(router(), "calls", #"{"from":"0312340002","to":"0363044747","withheld":true}"#)
        #expect(response.status == .created)
        #expect(text(response).contains(#""prompt":"withheld""#))
        #expect(text(response).contains(#""ended":true"#))
        let id = try #require(text(response).between("\"call\":\"", "\""))
        #expect(await post(router(), "input", #"{"call":"\#(id)","keys":"1"}"#).status == .notFound)
    }

    @Test func `a whole entry at a time, with the number to be said digit by digit`() async throws {
        let router = router()
        let id = try await begin(router)
        #expect(id.utf8.count == 32)
        let first = text(await post(router, "input", #"{"call":"\#(id)","keys":"1"}"#))
        #expect(first.contains(#""digits":"0312340001","prompt":"enter-password-of-line","text":"0312340001番（"#))
        let last = text(await post(router, "input", #"{"call":"\#(id)","keys":"1357246813572468"}"#))
        #expect(last.contains(#""ended":true,"expect":"nothing""#))
        #expect(last.contains(#""set":true"#))
        #expect(last.contains(#""prompt":"enter-again""#))
        #expect(last.contains(#""prompt":"completed-for-line""#))
        #expect(await post(router, "input", #"{"call":"\#(id)","keys":"1"}"#).status == .notFound)
        #expect(!log.all.joined().contains("13572468"))
    }

    @Test func `a call that hangs up stores nothing and is gone`() async throws {
        let router = router()
        let id = try await begin(router)
        _ = await post(router, "input", #"{"call":"\#(id)","keys":"1135724681357246"}"#)
        let end = await post(router, "input", #"{"call":"\#(id)","hangup":true}"#)
        #expect(text(end).contains(#""ended":true"#))
        #expect(await post(router, "input", #"{"call":"\#(id)","keys":"8"}"#).status == .notFound)
        #expect(try house.audit() == [])
    }

    @Test func `calls are bounded in number and in time`() async throws {
        let router = router(calls: TelephoneMenuCalls(limit: 2))
        let first = try await begin(router)
        clock.advance(.minutes(9))
        let second = try await begin(router)
        let full = await post(router, "calls", newCall)
        #expect(full.status == .serviceUnavailable)
        #expect(full.fields["retry-after"] != nil)
        clock.advance(.minutes(1))
        #expect(await post(router, "input", #"{"call":"\#(first)","keys":"1"}"#).status == .notFound)
        #expect(await post(router, "input", #"{"call":"\#(second)","keys":"1"}"#).status == .ok)
        _ = try await begin(router)
    }

    @Test func `a call is not carried on twice at once`() throws {
        let calls = TelephoneMenuCalls()
        let caller = try #require(PhoneNumber("0312340001"))
        let (call, _) = try house.exchange.answer(.number(caller), in: .east)
        try calls.add(call, as: "a", at: clock.now)
        let taken = try calls.take("a", at: clock.now)
        #expect(throws: TelephoneMenuCalls.Refusal.busy) { try calls.take("a", at: clock.now) }
        calls.putBack(taken, as: "a", at: clock.now)
        _ = try calls.take("a", at: clock.now)
        #expect(throws: TelephoneMenuCalls.Refusal.unknown) { try calls.take("b", at: clock.now) }
    }
}
