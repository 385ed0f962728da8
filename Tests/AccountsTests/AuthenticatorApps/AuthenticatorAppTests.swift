@testable import Accounts
import Telephony
import Testing

/// Codes of authenticator apps.
@Suite struct AuthenticatorAppTests {
    private let app = AuthenticatorApp(secret: Array("12345678901234567890".utf8))

    private func moment(_ seconds: Int64) -> Moment { Moment(milliseconds: seconds * 1000) }

    /// RFC 6238, appendix B: the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `ACCT-3 the codes are those of RFC 6238`(seconds: Int, code: String) {
        let now = moment(Int64(seconds))
        #expect(app.code(ofStep: AuthenticatorApp.step(at: now)) == code)
        #expect(app.accepts(code, after: nil, at: now) == Int64(seconds) / 30)
    }

    @Test func `ACCT-3 a telephone's clock may be half a minute wrong, not more`() {
        let code = app.code(ofStep: 100)
        #expect(app.accepts(code, after: nil, at: moment(99 * 30)) == 100)
        #expect(app.accepts(code, after: nil, at: moment(101 * 30 + 29)) == 100)
        #expect(app.accepts(code, after: nil, at: moment(102 * 30)) == nil)
        #expect(app.accepts(code, after: nil, at: moment(98 * 30 + 29)) == nil)
    }

    @Test func `ACCT-3 a code is good once, and so is none before it`() {
        let now = moment(100 * 30)
        #expect(app.accepts(app.code(ofStep: 100), after: 100, at: now) == nil)
        #expect(app.accepts(app.code(ofStep: 99), after: 100, at: now) == nil)
        #expect(app.accepts(app.code(ofStep: 101), after: 100, at: now) == 101)
        for typed in ["", "00000", "0000000", "abcdef"] { #expect(app.accepts(typed, after: nil, at: now) == nil) }
    }

    @Test func `ACCT-3 the address tells the app the site, the account and the secret`() {
        #expect(
            app.address(issuer: "見本ポータル", account: "kanri@example.jp")
                == "otpauth://totp/%E8%A6%8B%E6%9C%AC%E3%83%9D%E3%83%BC%E3%82%BF%E3%83%AB:kanri%40example.jp"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E8%A6%8B%E6%9C%AC%E3%83%9D%E3%83%BC%E3%82%BF%E3%83%AB"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}
