import Foundation
import Testing

@testable import hikari

@Suite struct TelephonePINCommandTests {
    @Test func `FWD-12 telephone-pin says when there is nothing, and for which number`() async throws {
        let hikari = try CommandCall()
        _ = await hikari("contract add --number 0312340001 --additional 0312340002")
        let nothing = await hikari("telephone-pin show 0312340002")
        #expect(nothing.status == 1)
        #expect(nothing.errors == ["hikari: the contract of 0312340002 has registered no telephone"])
        #expect(
            await hikari("telephone-pin unlock 0312340002").output == [
                "the PIN of the contract of 0312340002 is not void"
            ])
        #expect(
            await hikari("telephone-pin remove 0312340001").output == [
                "the contract of 0312340001 has registered no telephone"
            ])
        for command in ["show", "unlock", "remove"] {
            let unknown = await hikari("telephone-pin \(command) 0312349999")
            #expect(unknown.errors == ["hikari: 0312349999 is not a number of a contract here"])
            #expect(await hikari("telephone-pin \(command)").status == 2)
        }
    }
}
