import Foundation
import Testing

@testable import hikari

@Suite struct OneTimePasswordCommandTests {
    @Test func `OPS-2 otp reset says when there is nothing to forget, and for which number`() async throws {
        let hikari = try CommandCall()
        _ = await hikari("contract add --number 0312340001 --additional 0312340002")
        let nothing = await hikari("otp reset 0312340002")
        #expect(nothing.status == 1)
        #expect(nothing.errors == ["hikari: 0312340002 has chosen nothing about one-time passwords yet"])
        let unknown = await hikari("otp reset 0312349999")
        #expect(unknown.errors == ["hikari: 0312349999 is not a number of a contract here"])
        #expect(await hikari("otp reset").status == 2)
    }
}
