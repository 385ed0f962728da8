import Foundation
import TestPrograms
import Testing

/// Many passwords at once, on a server that is killed in the middle.
@Suite struct PasswordJobProgramTests {
    private static let administrator = "0312341000"
    private static let numbers = (1...39).map { String("0312341000".dropLast(2)) + ($0 < 10 ? "0\($0)" : "\($0)") }

    @Test func `PW-6 a job goes on after the power has gone, and nothing acknowledged is lost`() async throws {
        try await onOwnThread {
            let data = BuiltProgram.newFolder()
            // As dear as can be, so that the power goes long before the job ends, however late this side looks.
            let before = try RunningProgram("demo", data: data, environment: ["HIKARI_SCRYPT_P": "32"])
            let browser = RunningBrowser(before)
            try browser.signInForTheFirstTime(data, number: Self.administrator)
            try becomeAdministrator(browser)
            let job = try begin(browser)
            let seen = try waitForProgress(job, browser)
            try browser.get("/bulk-forwarding")
            let saved = try browser.post(
                "/bulk-forwarding", ["destination-0312341001": "090-1234-5678", "version-0312341001": "0"])
            #expect(saved.status == 303)
            before.kill()

            // The rest is hashed as cheaply as can be: what counts is that it is.
            let after = try RunningProgram(
                "demo", data: data,
                environment: ["HIKARI_SCRYPT_N": "1024", "HIKARI_SCRYPT_R": "1", "HIKARI_SCRYPT_P": "1"])
            browser.server = after
            #expect(try browser.get("/bulk-forwarding").body.contains("090-1234-5678"))
            if let done = try progress(job, browser) { #expect(done >= seen) }
            try waitForTheEnd(job, browser)
            #expect(try browser.get(job).body.contains("39番号のパスワードを設定しました"))
            for number in [Self.numbers[0], Self.numbers[38]] {
                let user = RunningBrowser(after)
                try user.get("/login")
                #expect(try user.signIn("Yamabuki\(number.suffix(2))x", number: number).location == "/password")
            }
        }
    }

    private func becomeAdministrator(_ browser: RunningBrowser) throws {
        let path = "/authentication-unit/administrator-and-user"
        try browser.get(path)
        #expect(try browser.post(path, ["currentPassword": "hikari7days"]).location == "/authentication-unit/check")
        try browser.get("/authentication-unit/check")
        let change = ["change": "lineToAdministratorAndUser"]
        #expect(try browser.post("/authentication-unit/change", change).status == 303)
    }

    /// The path of the progress page.
    private func begin(_ browser: RunningBrowser) throws -> String {
        try browser.get("/password/import")
        let file = Self.numbers.map { "\"\($0)\",\"Yamabuki\($0.suffix(2))x\"\r\n" }.joined()
        let preview = try browser.upload("/password/import", file)
        let upload = try #require(preview.body.components(separatedBy: "name=\"upload\" value=\"").dropFirst().first)
        let begun = try browser.post(
            "/password/import/apply",
            ["upload": String(upload.prefix { $0 != "\"" }), "currentPassword": "hikari7days"])
        return try #require(begun.location)
    }

    /// How many are done; nil at the end.
    private func progress(_ job: String, _ browser: RunningBrowser) throws -> Int? {
        let page = try browser.get(job).body
        return page.components(separatedBy: "<progress class=\"progress\" max=\"39\" value=\"").dropFirst().first
            .flatMap { Int($0.prefix { $0.isNumber }) }
    }

    private func waitForProgress(_ job: String, _ browser: RunningBrowser) throws -> Int {
        while true {
            let done = try #require(try progress(job, browser), "the job ended before the power went")
            if done > 0 { return done }
        }
    }

    private func waitForTheEnd(_ job: String, _ browser: RunningBrowser) throws {
        let end = Date() + 60
        while try progress(job, browser) != nil { try #require(Date() < end, "the job does not end") }
    }
}
