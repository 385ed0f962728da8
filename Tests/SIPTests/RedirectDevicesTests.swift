import Testing

@testable import SIP

/// Calls to devices: who is meant by a name, and where they ring.
@Suite struct RedirectDevicesTests {
    private let server: RedirectUnderTest

    init() throws { server = try RedirectUnderTest() }

    private static let user = "n100000001-22201"

    private func question(from: String, _ more: String = "") -> RedirectQuestion? {
        server.question(RedirectUnderTest.invite("sip:22202@a", from: "From: \(from);tag=a", more))
    }

    @Test func `a user part that is no number is a name, and is asked about as it stands`() {
        #expect(server.question(RedirectUnderTest.invite("sip:\(Self.user)@a"))?.called == .name(Self.user))
        #expect(server.question(RedirectUnderTest.invite("sip:22202@a"))?.called.number?.text == "22202")
    }

    @Test(arguments: ["sip:a", "sip:a;b=c@a", "sip:\(String(repeating: "x", count: 65))@a"])
    func `what can be nobody's name is asked about nobody`(_ uri: String) {
        #expect(server.question(RedirectUnderTest.invite(uri)) == nil)
        #expect(server.response(RedirectUnderTest.invite(uri))?.status == 404)
    }

    @Test func `the name of who calls is that of P-Asserted-Identity, else of From, also of who is not to be known`() {
        #expect(question(from: "<sip:\(Self.user)@a>")?.callerName == Self.user)
        #expect(question(from: "<sip:x@a>", "P-Asserted-Identity: <sip:\(Self.user)@a>")?.callerName == Self.user)
        let withheld = question(from: "<sip:\(Self.user)@a>", "Privacy: id")
        #expect(withheld?.caller == .withheld)
        #expect(withheld?.callerName == Self.user)
        // Whoever shows a number is no device.
        #expect(question(from: "<sip:0901234567@a>")?.callerName == nil)
    }

    @Test func `devices are told as Contacts, with how long they ring and where the call goes on to`() throws {
        let contacts = [
            try #require(RedirectContact("sip:a@192.0.2.8:5070", q: 1_000)),
            try #require(RedirectContact("sip:b@192.0.2.9;transport=tcp", q: 950)),
        ]
        server.answer = .contacts(
            contacts, ringSeconds: 20,
            next: RedirectNext(
                .name("n100000001-22203"), noAnswerAfter: 40, whenBusy: true, whenUnreachable: true))
        let response = try #require(server.response(RedirectUnderTest.invite("sip:22202@a")))
        #expect(response.status == 302)
        #expect(
            response.values(.contact) == ["<sip:a@192.0.2.8:5070>;q=1", "<sip:b@192.0.2.9;transport=tcp>;q=0.950"])
        let text = String(decoding: server.reply(RedirectUnderTest.invite("sip:22202@a"))?.bytes ?? [], as: UTF8.self)
        #expect(text.contains("\r\nRing-Seconds: 20\r\n"))
        #expect(
            text.contains(
                "\r\nForward-Unanswered: <sip:n100000001-22203@ims.example.jp>;no-answer=40;busy;unreachable\r\n"))
    }

    @Test(arguments: ["a", "sip:", "sip:a@b>,<sip:c@d", "sip:a@b\r\nX: y", "mailto:a@b"])
    func `what is no SIP address is no Contact`(_ text: String) { #expect(RedirectContact(text, q: 1_000) == nil) }

    @Test func `a call out of the house says what the called is shown`() throws {
        let number = try #require(SIPNumber("0398765432"))
        server.answer = .outside(number, showing: SIPNumber("0312345000"))
        func text() -> String {
            String(decoding: server.reply(RedirectUnderTest.invite("sip:22202@a"))?.bytes ?? [], as: UTF8.self)
        }
        #expect(text().contains("\r\nContact: <sip:0398765432@ims.example.jp;user=phone>\r\n"))
        #expect(text().contains("\r\nCalling-Number: <sip:0312345000@ims.example.jp;user=phone>\r\n"))
        server.answer = .outside(number, showing: nil)
        #expect(text().contains("\r\nCalling-Number: anonymous\r\n"))
    }

    @Test func `a call that goes on, and one that finds nobody`() {
        server.answer = .goOn(.name("n100000001-22203"))
        let response = server.response(RedirectUnderTest.invite("sip:22202@a"))
        #expect(response?.values(.contact) == ["<sip:n100000001-22203@ims.example.jp>"])
        server.answer = .unreachable
        #expect(server.response(RedirectUnderTest.invite("sip:22202@a"))?.status == 480)
        #expect(server.desk.counts.busy == 1)
    }
}
