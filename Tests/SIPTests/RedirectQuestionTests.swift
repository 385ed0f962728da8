import Testing

@testable import SIP

/// What a redirect server reads of an INVITE: who calls, and how the call has come.
@Suite struct RedirectQuestionTests {
    private let server: RedirectUnderTest

    init() throws { server = try RedirectUnderTest() }

    private static let anonymous = "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=a"

    private func caller(_ from: String, _ more: String = "") -> RedirectCaller? {
        server.question(RedirectUnderTest.invite("sip:0312340001@a", from: from, more))?.caller
    }

    @Test func `the caller is whom the network vouches for, else whom From names, unless that is not to be told`()
        throws
    {
        let number = try #require(SIPNumber("0901234567"))
        let other = try #require(SIPNumber("+81501234567"))
        let from = "From: <sip:0901234567@a>;tag=a"
        #expect(caller(from) == .number(number))
        #expect(caller("f: tel:090-1234567;tag=a") == .number(number))
        #expect(caller("From: \"A, \\\"b\\\"\" <sip:0901234567@a>;tag=a") == .number(number))
        #expect(caller(from, "P-Asserted-Identity: \"x\" <sip:a@b>, <tel:+81-50-123-4567>") == .number(other))
        #expect(caller(from, "Privacy: none") == .number(number))
        #expect(caller(from, "Privacy: session;id") == .withheld)
        #expect(caller(from, "Privacy: USER") == .withheld)
        #expect(caller(Self.anonymous) == .withheld)
        #expect(caller(Self.anonymous, "P-Asserted-Identity: <tel:+81501234567>\nPrivacy: id") == .withheld)
        #expect(caller("From: Anonymous<sip:anonymous@anonymous.invalid>;tag=a") == .withheld)
        #expect(caller("From: <sip:anonymous@a>;tag=a") == .withheld)
        #expect(caller("From: \"Coin line/payphone\" <sip:anonymous@anonymous.invalid>;tag=a") == .payphone)
        #expect(caller("From: \"Unavailable\" <sip:unavailable@unknown.invalid>;tag=a") == .unavailable)
        #expect(caller("From: <sip:alice@a>;tag=a") == .address)
        #expect(caller("From: \"no end <sip:1@a>;tag=a") == .address)
    }

    @Test func `forwardings are counted by Diversion and History-Info, the larger counts`() throws {
        func read(_ more: String) -> (Int?, [String]?) {
            let question = server.question(RedirectUnderTest.invite("sip:0312340001@a", more))
            return (question?.forwardings, question?.passed.map(\.text))
        }
        #expect(read("") == (0, []))
        #expect(read("Diversion: <sip:0311110001@a>;reason=unconditional") == (1, ["0311110001"]))
        // The newest comes first.
        #expect(
            read(
                "Diversion: <tel:0311110002>;reason=\"user-busy\", \"A\" <sip:0311110001@a>;counter=3\nDiversion: <sip:x@a>"
            )
                == (5, ["0311110001", "0311110002"]))
        #expect(
            read(
                """
                History-Info: <sip:0311110001@a>;index=1, <sip:0311110002@a;cause=302>;index=1.1;mp=1
                History-Info: <sip:0312340001@a;cause=486>;index=1.1.1
                """) == (2, ["0311110001", "0311110002"]))
        #expect(read("History-Info: <sip:0311110001@a>;index=1, <sip:0312340001@b>;index=1.1;rc=1") == (0, []))
        #expect(
            read(
                """
                Diversion: <sip:0311110009@a>
                History-Info: <sip:0311110001@a>;index=1, <sip:0311110002@a>;index=1.1;mp=1, <sip:1@a;cause=302>;index=1.2
                """) == (2, ["0311110001", "0311110002"]))
    }
}
