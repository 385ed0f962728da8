import Testing

@testable import SIP

/// Calls of devices that a registrar answers.
@Suite struct RegistrarCallsTests {
    private final class Asked {
        var all: [(question: RedirectQuestion, user: String)] = []
    }

    private let asked = Asked()
    private let registrar: RegistrarUnderTest

    init() throws {
        let (asked, contact) = (asked, try #require(RedirectContact("sip:b@192.0.2.8:5060", q: 1000)))
        registrar = RegistrarUnderTest { question, user in
            asked.all.append((question, user))
            return .contacts([contact], ringSeconds: 20, next: nil)
        }
    }

    /// What a device hears that calls, is challenged and answers.
    private func call(_ device: inout RegisteringDevice) throws -> SIPMessage? {
        let challenge = try #require(registrar.answer(device.request("")))
        #expect(challenge.status == 407)
        device.hear(challenge)
        return registrar.answer(device.request(""))
    }

    @Test(arguments: ["22002", "0312340001", "n123456789-22002"])
    func `EXCH-7 a call of a device that is known is answered with where the called rings`(_ called: String) throws {
        var device = RegisteringDevice()
        device.called = called
        let answer = try #require(try call(&device))
        #expect(answer.status == 302)
        #expect(answer.values(.contact) == ["<sip:b@192.0.2.8:5060>;q=1"])
        #expect(asked.all.map(\.user) == [RegistrarUnderTest.user])
        #expect(asked.all.first?.question.called == (SIPNumber(called).map(RedirectCalled.number) ?? .name(called)))
    }

    @Test func `EXCH-7 nobody calls without a password, or under another's name`() throws {
        var stranger = RegisteringDevice(password: "wrong")
        stranger.called = "22002"
        #expect(try call(&stranger)?.status == 407)
        var other = RegisteringDevice()
        (other.called, other.name) = ("22002", RegistrarUnderTest.other)
        #expect(try call(&other)?.status == 403)
        #expect(asked.all.isEmpty)
        // Who does not want to be known to the called is known to us.
        var hidden = RegisteringDevice()
        (hidden.called, hidden.name) = ("22002", "anonymous")
        #expect(try call(&hidden)?.status == 302)
        #expect(asked.all.map(\.user) == [RegistrarUnderTest.user])
        #expect(asked.all.first?.question.caller == .withheld)
    }

    @Test func `EXCH-7 a CANCEL comes too late, and within a call there is nothing here`() {
        #expect(registrar.answer(RedirectUnderTest.invite(method: "CANCEL"))?.status == 200)
        #expect(registrar.answer(RedirectUnderTest.invite(to: "To: <sip:1@a>;tag=b"))?.status == 481)
    }
}
