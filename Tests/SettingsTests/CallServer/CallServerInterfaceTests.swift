import HTTP
import SQLite
@testable import Settings
import Shell
import Synchronization
import Telephony
import TestSite
import Testing

/// CALL-3 and CALL-4: what call servers ask and tell over HTTP.
@Suite struct CallServerInterfaceTests {
    private static let token = "0123456789abcdef0123456789abcdef"

    /// Who is told of events.
    private final class Heard: Sendable {
        let events = Mutex<[CallEvent]>([])
    }

    private let site: TestSite
    private let heard = Heard()
    private let router: Router

    init() throws {
        site = try TestSite()
        try site.services.database.writeAndWait { database in
            try database.run(
                "INSERT INTO contract (id, number, kind, channels, created_at) VALUES (1, '0312340001', 'hikari', 1, 0)"
            )
            for place in 1...3 {
                try database.run(
                    "INSERT INTO phone_number (number, contract_id) VALUES (?1, 1)", "031234000\(place)")
            }
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (1, 1, 1, 0, 'operator')"
            )
            try database.run(
                "INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version) VALUES (1, '0312340001', '09011112222', 1)"
            )
        }
        let calls = CallServerInterface(
            site.services, token: OperatorToken(Self.token), testCallNumber: PhoneNumber("0312349999"),
            domain: "ims.example.jp", write: { "+81" + $0.digits.dropFirst() },
            readers: [CallEventReader { [heard] event, _, _ in heard.events.withLock { $0.append(event) } }],
            facts: CallFacts { number, _ in number.digits.hasSuffix("2") || number.digits.hasPrefix("050") },
            refusal: { status, reason in .text(reason, status: status) })
        router = Router(routes: calls.routes)
    }

    @Test func `FEAT-3 who withholds the number hears of it where 非通知着信拒否 is contracted, and nobody else`() async {
        for number in ["0312340002", "05012340001"] {
            #expect((await get("number=\(number)&from=anonymous")).1.contains("\"action\":\"number-request\""))
            #expect(!(await get("number=\(number)&from=09011112222")).1.contains("number-request"))
        }
        #expect(!(await get("number=0312340003&from=anonymous")).1.contains("number-request"))
    }

    private func get(_ query: String, authorization: String? = "Bearer \(token)") async -> (Int, String) {
        let fields = authorization.map { [("Authorization", $0)] } ?? []
        let response = await router.respond(to: Request(method: .get, path: "/calls/lookup?\(query)", fields: fields))
        return (response.status.code, String(decoding: response.body, as: UTF8.self))
    }

    private func tell(_ body: String, authorization: String? = "Bearer \(token)") async -> (Int, String) {
        let fields = [("Content-Type", "application/json")] + (authorization.map { [("Authorization", $0)] } ?? [])
        let response = await router.respond(
            to: Request(method: .post, path: "/calls/events", fields: fields, body: Array(body.utf8)))
        return (response.status.code, String(decoding: response.body, as: UTF8.self))
    }

    private func event(_ kind: String, call: String = "1", number: String = "0312340001") -> String {
        #"{"call":"\#(call)","event":"\#(kind)","number":"\#(number)","from":"0901234567","to":"09011112222","ours":{}}"#
    }

    @Test func `CALL-3 a look-up says what becomes of the call, and by which rule`() async {
        #expect(
            await get("number=0312340001&from=0901234567")
                == (200, #"{"action":"forward","number":"0312340001","rule":"bulkForwarding","to":"09011112222"}"#))
        #expect(
            await get("number=%2B81312340002")
                == (200, #"{"action":"busy","number":"0312340002","rule":"bulkForwardingWithoutDestination"}"#))
        #expect(await get("number=0399999999") == (200, #"{"action":"ring","number":"0399999999","rule":"nothing"}"#))
        #expect(await get("number=0312340001&forwardings=5").1.contains("forwardedTooOften"))
        #expect(await get("number=0312340001&passed=09011112222").1.contains("loop"))
        #expect(await get("number=0312340001&refused=1").1.contains(#""action":"refusal""#))
        #expect(await get("number=0312340001&from=withheld&number-request=1").1.contains("number-request"))
        #expect(await get("number=0312340001&from=0901234567&number-request=1").1.contains("forward"))
        #expect(await get("number=0312340001&from=0312349999").1.contains("testCall"))
    }

    @Test func `CALL-3 Kamailio's rtjson has the places to try, and none where the caller hears busy`() async {
        #expect(
            await get("number=0312340001&format=rtjson")
                == (
                    200,
                    #"{"action":"forward","routes":[{"fr_inv_timer":180000,"fr_timer":5000,"uri":"sip:+819011112222@ims.example.jp;user=phone"}],"routing":"serial","rule":"bulkForwarding","success":true,"version":"1.0"}"#
                ))
        #expect(await get("number=0312340002&format=rtjson").1.contains(#""action":"busy","routes":[]"#))
    }

    @Test func `CALL-3 who is not answered is tried elsewhere after the seconds set`() throws {
        let (line, other) = (try CallDatabase.number("0312340001"), try CallDatabase.number("09011112222"))
        let rescue = CallDecision.Rescue(destination: other, noAnswerAfter: 15, whenBusy: false)
        let routes = CallRoutes(
            line, CallDecision(.ringFirst(rescue), by: .voiceWarp), domain: "a", write: \.digits)
        #expect(routes.routes.map(\.uri) == ["sip:0312340001@a;user=phone", "sip:09011112222@a;user=phone"])
        #expect(routes.routes.map(\.fr_inv_timer) == [15_000, 180_000])
        #expect(routes.after == 15 && routes.whenBusy == false)
        let answer = CallLookupAnswer(line, CallDecision(.ringFirst(rescue), by: .voiceWarp))
        #expect((answer.action, answer.after, answer.whenBusy) == ("ring-first", 15, false))
    }

    @Test(arguments: [
        "", "number=", "number=1", "number=0312340001&number=0312340002", "number=0312340001&forwardings=-1",
        "number=0312340001&forwardings=x", "number=0312340001&refused=yes", "number=0312340001&format=xml",
        "number=0312340001%0d%0a",
    ])
    func `a look-up that is malformed is refused`(query: String) async {
        #expect(await get(query).0 == 400)
    }

    @Test func `nobody asks or tells without the token`() async {
        for authorization in [nil, "Bearer", "Bearer wrong", "Basic \(Self.token)"] {
            #expect(await get("number=0312340001", authorization: authorization).0 == 401)
            #expect(await tell(event("forwarded"), authorization: authorization).0 == 401)
        }
        #expect(heard.events.withLock { $0.isEmpty })
    }

    @Test func `CALL-4 an event counts once, and in whatever order they come`() async {
        #expect(await tell(event("answered")) == (200, #"{"new":true}"#))
        #expect(await tell(event("answered")) == (200, #"{"new":false}"#))
        #expect(heard.events.withLock { $0.count } == 1)
        // One channel: the next call is not forwarded as long as one is.
        #expect(await get("number=0312340001").1.contains("forward"))
        #expect(await tell(event("forwarded", call: "2")) == (200, #"{"new":true}"#))
        #expect(await get("number=0312340001").1.contains("channels"))
        #expect(await tell(event("ended", call: "2")) == (200, #"{"new":true}"#))
        #expect(await tell(event("forwarded", call: "2")) == (200, #"{"new":false}"#))
        #expect(await get("number=0312340001").1.contains("bulkForwarding"))
        // The end has overtaken the beginning.
        #expect(await tell(event("ended", call: "3")) == (200, #"{"new":true}"#))
        #expect(await tell(event("forwarded", call: "3")) == (200, #"{"new":true}"#))
        #expect(await get("number=0312340001").1.contains("bulkForwarding"))
    }

    @Test func `CALL-4 CALLMAIL-2 the first result of a call is told by mail, once`() throws {
        let number = try CallDatabase.number("0312340001")
        let readers = SettingsSite.callEventReaders(site.services, site.policy)
        let mails = try site.services.database.writeAndWait { [now = site.clock.now] database in
            try database.run(
                """
                INSERT INTO incoming_call_mail VALUES (1, '0312340001', 1, 'all', 'everybody', 1, 1, 1, 1, 1)
                """)
            try database.run("INSERT INTO incoming_call_mail_address VALUES (1, '0312340001', 1, 'a@example.jp')")
            try database.run("INSERT INTO service (contract_id, name) VALUES (1, 'incomingCallMail')")
            for kind in [CallEvent.Kind.ended, .noAnswer, .noAnswer, .forwarded, .answered] {
                let event = CallEvent(
                    call: "1", kind: kind, number: number, caller: .withheld, destination: number, at: now)
                _ = try CallEventStore.add(event, readers: readers, database)
            }
            return try database.query("SELECT recipient FROM outbox_mail") { $0.text(0) }
        }
        #expect(mails == ["a@example.jp"])
    }

    @Test func `CALL-4 the redirect server's book counts the same calls, and a call without an end ends`() throws {
        // On one thread, as the book must be kept.
        let keeper = CallBookKeeper(site.services.database, now: site.services.now)
        let number = try CallDatabase.number("0312340001")
        func tell(_ kind: CallEvent.Kind, call: String) throws -> Int? {
            let event = CallEvent(call: call, kind: kind, number: number, caller: .withheld, at: site.clock.now)
            _ = try site.services.database.writeAndWait { try CallEventStore.add(event, readers: [], $0) }
            try keeper.catchUp()
            return try keeper.settings(of: number)?.forwardedNow
        }
        #expect(try tell(.forwarded, call: "1") == 1)
        #expect(try tell(.forwarded, call: "2") == 2)
        #expect(try tell(.ended, call: "1") == 1)
        site.clock.advance(.seconds(CallEvent.longestCall + 1))
        #expect(try tell(.ended, call: "9") == 0)
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"call":"1","event":"forwarded"}"#, #"{"call":"","event":"ended","number":"0312340001"}"#,
        #"{"call":"1 2","event":"ended","number":"0312340001"}"#, #"{"call":"1","event":"lost","number":"0312340001"}"#,
        #"{"call":"1","event":"ended","number":"x"}"#, #"{"call":1,"event":"ended","number":"0312340001"}"#,
        #"{"call":"1","call":"2","event":"ended","number":"0312340001"}"#,
        #"{"call":"1","event":"ended","number":"0312340001","to":"119"}"#,
    ])
    func `an event that is malformed is refused`(body: String) async {
        #expect(await tell(body).0 == 400)
        #expect(heard.events.withLock { $0.isEmpty })
    }

    @Test func `events of strangers' numbers are refused, and old ones are forgotten`() async throws {
        #expect(await tell(event("ended", number: "0399999999")).0 == 404)
        _ = await tell(event("ended"))
        let later = site.clock.now + .days(CallEvent.daysKept + 1)
        try site.services.database.writeAndWait { try CallEventStore.forgetOld(at: later, $0) }
        #expect(try site.services.database.read { try CallEventStore.contracts(after: 0, $0) } == [])
    }
}
