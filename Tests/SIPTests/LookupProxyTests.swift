import Testing

@testable import SIP

/// Calls from sipp through Debian's Kamailio with the other configuration that we give operators, which asks by HTTP. That the look-up
/// answers so is `CallServerInterfaceTests`' to show.
@Suite(
    .serialized,
    .enabled(
        if: SippTelephone.isInstalled && Kamailio.hasHTTPClient,
        "kamailio-utils-modules or sip-tester is not installed"),
    .timeLimit(.minutes(Patience.minutes))
)
struct LookupProxyTests {
    private let lines: TelephonesUnderTest
    private let world: TelephonesUnderTest

    init() throws {
        lines = try TelephonesUnderTest()
        world = try TelephonesUnderTest(CallLab.elsewhere)
    }

    private func route(_ number: String, ringing: Int = 180_000) -> String {
        #"{"fr_inv_timer":\#(ringing),"fr_timer":5000,"uri":"sip:\#(number)@ims.example.jp;user=phone"}"#
    }

    private func answer(_ action: String, _ routes: [String], _ more: String = "") -> String {
        #"{"action":"\#(action)","# + more
            + #""routes":[\#(routes.joined(separator: ","))],"routing":"serial","success":true,"version":"1.0"}"#
    }

    /// Whether the caller hears that; at 200 it has talked.
    private func call(_ number: String, hears status: Int, _ lookup: LookupUnderTest) async throws -> Bool {
        let proxy = try await Kamailio(
            lookup: lookup.port, token: LookupUnderTest.token, lines: lines.port, world: world.port)
        let caller = try await SippTelephone(
            status == 200 ? "caller-talks" : "caller-refused",
            words: ["status": "\(status)", "caller": SippTelephone.caller],
            calling: (number, proxy.port))
        return await caller.wasContent()
    }

    @Test func `CALL-3 rtjson's places are tried in turn, each in its cases`() async throws {
        let (rings, busy) = (TelephonesUnderTest.rings, TelephonesUnderTest.busy)
        let elsewhere = route(CallLab.elsewhere[1])
        let lookup = try LookupUnderTest([
            rings: answer("ring-first", [route(rings, ringing: 1_000), elsewhere], #""after":1,"whenBusy":false,"#),
            busy: answer("ring-first", [route(busy), elsewhere], #""whenBusy":true,"#),
            TelephonesUnderTest.answers: answer("forward", [route(CallLab.elsewhere[2])]),
        ])
        #expect(try await call(rings, hears: 200, lookup))
        #expect(try await call(busy, hears: 200, lookup))
        // Forwarded, to who is busy.
        #expect(try await call(TelephonesUnderTest.answers, hears: 486, lookup))
        let other = try LookupUnderTest([
            busy: answer("ring-first", [route(busy), elsewhere], #""after":15,"whenBusy":false,"#),
            TelephonesUnderTest.answers: answer("busy", []), rings: answer("refusal", []),
        ])
        #expect(try await call(busy, hears: 486, other))
        #expect(try await call(TelephonesUnderTest.answers, hears: 486, other))
        #expect(try await call(rings, hears: 603, other))
    }

    @Test func `CALL-3 without an answer to the look-up the line rings`() async throws {
        let lookup = try LookupUnderTest([:])
        #expect(try await call(TelephonesUnderTest.answers, hears: 200, lookup))
        lookup.end()
        #expect(try await call(TelephonesUnderTest.answers, hears: 200, lookup))
    }
}
