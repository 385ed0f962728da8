import Testing

@testable import hikari

@Suite struct UnitCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
    }

    @Test func `OPS-2 the operator puts a unit in force, once`() async {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002")
        let first = await hikari("unit set 03-1234-0001 administrator-and-user")
        #expect(first.status == 0)
        #expect(first.output == ["the unit of the contract 0312340001 is administrator-and-user (it was none)"])
        let again = await hikari("unit set 0312340001 administrator-and-user")
        #expect(again.status == 0)
        #expect(again.output == ["the unit of the contract 0312340001 is administrator-and-user already"])
        let line = await hikari("unit set 0312340001 line")
        #expect(line.output == ["the unit of the contract 0312340001 is line (it was administrator-and-user)"])
    }

    @Test func `OPS-2 a unit that does not exist is wrong usage, a contract that does not is refused`() async {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002")
        #expect(await hikari("unit set 0312340001 everybody").status == 2)
        #expect(await hikari("unit set 0312340001").status == 2)
        let refused = await hikari("unit set 0312340002 line")
        #expect(refused.status == 1)
        #expect(refused.errors.count == 1)
    }
}
