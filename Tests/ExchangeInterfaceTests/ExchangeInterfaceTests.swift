import Exchange
@testable import ExchangeInterface
import Foundation
import HTTP
import Synchronization
import Telephony
import TestSite
import Testing

/// What programs of a real exchange ask and say (EXCH-2).
@Suite struct ExchangeInterfaceTests {
    private let house: OpenExchangeHouse

    init() throws { house = try OpenExchangeHouse() }

    @Test func `EXCH-2 an order is fetched whole, begun and completed, and the same report once more changes nothing`()
        async throws
    {
        try await house.take()
        try await house.take()
        let list = await house.send(.get, "/productOrder?state=acknowledged")
        #expect(list.status == 200 && list.type == "application/json; charset=utf-8")
        for piece in [
            #""id":"200000000001""#, #"{"action":"add","id":"add-22201","product":{"@type":"Extension""#,
            #""device":"smartphone""#, #"{"action":"delete","id":"delete-22202""#, #""newDigits":"22204""#,
            #"{"action":"modify","id":"contract","product":{"@type":"Contract","channels":20,"id":"N100000001"}}"#,
        ] { #expect(list.text.contains(piece), "\(piece)") }
        let whole = await house.send(.get, "/productOrder/200000000001")
        #expect(list.text == "[\(whole.text)]")
        let note = #"{"state":"pending","expectedCompletionDate":"2026-12-01T00:30:00Z","note":[{"text":"夜間"}]}"#
        for _ in 1...2 {
            let planned = try await house.say(note)
            #expect(
                planned.status == 200 && planned.text.contains(#""expectedCompletionDate":"2026-12-01T09:30:00+09:00""#)
            )
            #expect(planned.text.contains(#""note":[{"text":"夜間"}]"#))
        }
        for state in ["inProgress", "inProgress", "completed", "completed"] {
            #expect(try await house.say(#"{"state":"\#(state)"}"#).status == 200)
        }
        #expect(try await house.events() == [.planned, .begun, .completed])
        #expect(try await house.exchange.reports(after: 0, limit: 9).allSatisfy { !$0.isSimulated })
        #expect(await house.send(.get, "/productOrder").text == "[]")
        #expect(await house.send(.get, "/productOrder?state=completed").text.contains("200000000001"))
    }

    @Test func `PORT-3 numbers from another carrier go their steps, and one that was refused is asked for again`()
        async throws
    {
        try await house.takeNumbers()
        let asked = await house.send(.get, "/productOrder/200000000001").text
        for piece in [
            #""donor":{"address":"千代田区1-1","carrier":"NTT東日本","holder":"見本商事","leavesOthers":true}"#,
            #""shownNumber":"0312345000""#, #""state":"acknowledged"}"#, #""messageBox":true"#,
        ] { #expect(asked.contains(piece), "\(piece)") }
        func items(_ one: String, _ two: String, _ more: String = "") -> String {
            #"{\#(more)"productOrderItem":[{"id":"number-0398760001",\#(one)},{"id":"number-0398760002",\#(two)}]}"#
        }
        let dated = #""state":"dated","date":"2026-12-10T09:00:00+09:00""#
        let refused = #""state":"refused","reason":"holder""#
        let answer = try await house.say(items(dated, refused))
        #expect(
            answer.text.contains(#""reason":"holder""#) && answer.text.contains(#""date":"2026-12-10T09:00:00+09:00""#))
        let mended = WorkNumber(
            try OpenExchangeHouse.phone("0398760002"), .port,
            donor: WorkDonor(carrier: "NTT東日本", holder: "見本工業", address: "千代田区1-1", leavesOthers: true))
        let amendment = WorkAmendment(order: try OpenExchangeHouse.number(1), sequence: 1, numbers: [mended])
        try await house.exchange.amend(amendment)
        try await house.exchange.amend(amendment)
        let amended = await house.send(.get, "/productOrder/200000000001").text
        #expect(amended.contains(#""amendment":[{"productOrderItem":["number-0398760002"],"sequence":1}]"#))
        #expect(amended.contains("見本工業") && !amended.contains(#""reason""#))
        let switching = #""state":"switching""#
        #expect(try await house.say(items(dated, dated)).status == 200)
        #expect(try await house.say(items(switching, switching, #""state":"inProgress","#)).status == 200)
        #expect(try await house.say(#"{"state":"completed"}"#).code == "409 numbers-not-done")
        let end = items(#""state":"done""#, #""state":"cancelled""#, #""state":"partial","#)
        for _ in 1...2 { #expect(try await house.say(end).status == 200) }
        let events = try await house.events()
        #expect(events.last == .completedPartly && events.count == 9)
    }

    @Test func `EXCH-5 a cancellation is asked for and answered; work that has begun is an answer`() async throws {
        for order in 1...3 {
            try await house.take(order)
            if order == 3 { #expect(try await house.say(#"{"state":"inProgress"}"#, of: 3).status == 200) }
            try await house.exchange.askToCancel(try OpenExchangeHouse.number(order))
        }
        let asked = await house.send(.get, "/cancelProductOrder?state=acknowledged")
        #expect(
            asked.text.contains(#"{"id":"200000000001","productOrder":{"id":"200000000001"},"state":"acknowledged"}"#))
        #expect(asked.text.contains("200000000002") && !asked.text.contains("200000000003"))
        #expect(await house.send(.get, "/productOrder").text == "[]", "nothing of them is to be begun")
        #expect(await house.send(.get, "/productOrder/200000000001").text.contains(#""state":"assessingCancellation""#))
        func answer(_ order: Int, _ state: String) async -> String {
            await house.send(
                .post, "/cancelProductOrder", #"{"productOrder":{"id":"20000000000\#(order)"},"state":"\#(state)"}"#
            ).code
        }
        #expect(await answer(1, "done") == "200")
        #expect(await answer(1, "done") == "200")
        #expect(await answer(1, "terminatedWithError") == "409 answered-otherwise")
        #expect(await answer(2, "maybe") == "422 state")
        #expect(await answer(4, "done") == "404 unknown-order")
        #expect(try await house.say(#"{"state":"inProgress"}"#, of: 2).status == 200)
        #expect(await answer(2, "done") == "409 answered-otherwise")
        #expect(try await house.say(#"{"state":"inProgress"}"#).code == "409 wrong-arrow")
        // One that has not come yet may be on its way.
        try await house.exchange.askToCancel(try OpenExchangeHouse.number(5))
        try await house.take(5)
        #expect(await house.send(.get, "/productOrder/200000000005").code == "404 unknown-order")
        #expect(
            try await house.events() == [
                .begun, .cancellationRefused, .cancellationGranted, .begun, .cancellationGranted,
            ])
    }

    @Test func `EXCH-2 what does not fit is refused, says why, and changes nothing`() async throws {
        try await house.takeNumbers()
        let cases: [(String, String)] = [
            (#"{"state":"completed"}"#, "409 wrong-arrow"), (#"{"state":"cancelled"}"#, "422 state"),
            (#"{"state":"failed"}"#, "422 failure"), (#"{"state":"failed","failure":"weather"}"#, "422 failure"),
            (#"{"state":"pending","failure":"noRoom"}"#, "422 failure"), (#"{"failure":"noRoom"}"#, "422 failure"),
            (#"{"productOrderItem":[{"id":"number-0398769999","state":"confirming"}]}"#, "422 unknown-item"),
            (#"{"productOrderItem":[{"id":"number-0312345001","state":"done"}]}"#, "422 item-has-no-such-state"),
            (#"{"productOrderItem":[{"id":"contract","state":"done"}]}"#, "422 item-has-no-such-state"),
            (
                #"{"state":"pending","productOrderItem":[{"id":"number-0398760001","state":"confirming"},{"id":"number-0398760001","state":"confirming"}]}"#,
                "422 item-twice"
            ),
            (#"{"productOrderItem":[{"id":"number-0398760001","state":"switching"}]}"#, "409 wrong-step"),
            (#"{"productOrderItem":[{"id":"number-0398760001","state":"dated"}]}"#, "422 step"),
            (#"{"productOrderItem":[{"id":"number-0398760001","state":"dated","date":"2026-12-10"}]}"#, "422 date"),
            (#"{"productOrderItem":[{"id":"number-0398760001","state":"refused","reason":"no"}]}"#, "422 step"),
            (#"{"expectedCompletionDate":"tomorrow"}"#, "422 date"), (#"{"note":[]}"#, "422 note"),
            (#"{"note":[{"text":"a\nb"}]}"#, "422 note"), (#"{"state":"pending","priority":"1"}"#, "400 malformed"),
            (#"{"note":[{"text":"a","author":"b"}]}"#, "400 malformed"), (#"{"state":7}"#, "400 malformed"),
            (#"{"state":"pending","st\u0061te":"failed"}"#, "400 malformed"), ("", "400 malformed"),
            ("[]", "400 malformed"), (#"{"state":"pending"} x"#, "400 malformed"),
            (String(repeating: "[", count: 10_000), "400 malformed"),
            (String(repeating: #"{"note":"#, count: 10_000), "400 malformed"),
        ]
        for (body, code) in cases { #expect(try await house.say(body).code == code, "\(body.prefix(80))") }
        #expect(try await house.events() == [])
        #expect(try await house.say(#"{"state":"pending"}"#, of: 9).code == "404 unknown-order")
        #expect(await house.send(.patch, "/productOrder/9", "{}").code == "404 unknown-order")
        #expect(await house.send(.get, "/productOrder/200000000001", token: nil).code == "401 token")
    }

    @Test func `EXCH-2 strangers, other types and other methods are refused, and no large body is read`() async throws {
        try await house.take()
        let path = "/productOrder/200000000001"
        let body = #"{"state":"pending"}"#
        #expect(await house.send(.patch, path, body, token: nil).code == "401 token")
        #expect(await house.send(.patch, path, body, token: String(repeating: "x", count: 32)).code == "401 token")
        for name in ["token", "access_token"] {
            let query = "\(name)=\(OpenExchangeHouse.token)"
            #expect(await house.send(.get, "/productOrder?\(query)", token: nil).code == "401 token")
            #expect(await house.send(.get, "/productOrder?\(query)").code == "400 query")
            #expect(await house.send(.patch, "\(path)?\(query)", body).code == "400 query")
        }
        for query in ["limit=0", "limit=11", "wait=31", "wait=-1", "after=x", "state=x", "limit=1&limit=2"] {
            #expect(await house.send(.get, "/productOrder?\(query)").code == "400 query", "\(query)")
        }
        for type in [nil, "text/plain", "application/x-www-form-urlencoded"] {
            #expect(await house.send(.patch, path, body, type: type).code == "415 content-type")
        }
        let merge = "application/merge-patch+json; charset=utf-8"
        #expect(await house.send(.patch, path, body, type: merge).status == 200)
        let deleted = await house.send(.delete, path)
        #expect(deleted.code == "405 method-not-allowed" && deleted.allow == "GET, HEAD, PATCH, OPTIONS")
        #expect(await house.send(.post, "/productOrder", body).code == "405 method-not-allowed")
        // 100 MB that are announced are not read: of strangers nothing is awaited.
        let rule = house.router.bodyRule(for: house.request(.patch, path))
        #expect(rule == .upTo(ExchangeInterface.longestBody))
        let stranger = house.router.bodyRule(for: house.request(.patch, path, token: nil))
        #expect(stranger == .dropped(above: Route.usualBodyLimit))
        #expect(house.router.bodyRule(for: house.request(.post, "/cancelProductOrder")) == .upTo(4_096))
    }

    @Test func `EXCH-2 who waits is woken by an order, only so many wait, and nobody does when the program ends`()
        async throws
    {
        let house = try OpenExchangeHouse(pause: { _ in
            // No time passes: until it is called off.
            for await _ in AsyncStream(Int.self, { _ in }) {}
        })
        func waiting(_ count: Int) async {
            while house.exchange.bell.waitingCount < count { await Task.yield() }
        }
        async let one = house.send(.get, "/productOrder?wait=30")
        await waiting(1)
        try await house.take()
        #expect(await one.text.contains("200000000001"))
        #expect(await house.send(.get, "/productOrder?wait=30").text.contains("200000000001"), "something is there")
        try await withThrowingTaskGroup { group in
            for _ in 1...OpenExchangeHouse.mostWaiting {
                group.addTask { await house.send(.get, "/productOrder?state=pending&wait=30").text }
            }
            await waiting(OpenExchangeHouse.mostWaiting)
            #expect(await house.send(.get, "/cancelProductOrder?wait=30").text == "[]", "one too many")
            house.exchange.stop()
            for try await text in group { #expect(text == "[]") }
        }
        #expect(await house.send(.get, "/productOrder?state=pending&wait=30").text == "[]")
        #expect(house.exchange.bell.waitingCount == 0)
    }

    @Test func `LINK-1 the feature is an item of its own, which other orders have not`() async throws {
        try await house.takeOfficeLink(1, channels: 100)
        try await house.takeOfficeLink(2, channels: 0)
        try await house.take(3)
        let text = { (order: Int) async throws in
            await house.send(.get, "/productOrder/\(try OpenExchangeHouse.number(order))").text
        }
        let product = #""product":{"@type":"OfficeLink""#
        #expect(try await text(1).contains(#"{"action":"add","id":"office-link",\#(product),"channels":100}}"#))
        #expect(try await text(2).contains(#"{"action":"delete","id":"office-link",\#(product)}}"#))
        #expect(try await !text(3).contains("office-link"))
        // Whoever fetches it reads what was ordered.
        for (order, channels) in [(1, 100), (2, 0), (3, nil)] {
            let read = try JSONDecoder().decode(ProductOrder.self, from: Data(try await text(order).utf8))
            #expect(read.work?.officeLinkChannels == channels && read.work != nil, "\(order)")
        }
    }
}
