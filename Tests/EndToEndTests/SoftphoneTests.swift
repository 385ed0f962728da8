import SIP
import TestSite
import Testing

/// A softphone as people have it, set up from what the page says of a contract that they have ordered.
@Suite(.enabled(if: Softphone.isInstalled, "baresip is not installed"))
struct SoftphoneTests {
    @Test func `EXCH-7 a softphone that is set up from the page registers, and after 再発行 no more`() async throws {
        let house = try SoftphoneHouse()
        try await house.order()
        let person = try await house.person()
        let account = try await house.account(of: "222000", person)
        for transport in ["udp", "tcp"] {
            let phone = try Softphone(account, transport: transport)
            #expect(try await phone.registers())
        }
        #expect(Set(await house.contacts(of: account.user).map(\.isStream)) == [false, true])
        try await house.renewPassword(of: "222000", person)
        let phone = try Softphone(account)
        #expect(try await !phone.registers())
        await house.end()
    }

    @Test func `PBX-9 a softphone rings at its number, and after 桁数追加 only one that is set up anew`() async throws {
        let house = try SoftphoneHouse()
        try await house.order()
        let person = try await house.person()
        let account = try await house.account(of: "222000", person)
        try await expect(account, rings: "222000", calledBy: house.account(of: "222001", person))

        try await house.lengthen()
        let later = try await house.person()
        let new = try await house.account(of: "22200000", later)
        #expect(new.user == "n100000001-22200000" && new.password == account.password)
        try await expect(new, rings: "22200000", calledBy: house.account(of: "22200100", later))
        // Last: whoever tries again and again is not heard for a second.
        let phone = try Softphone(account)
        #expect(try await !phone.registers())
        #expect(await house.contacts(of: account.user).isEmpty)
        await house.end()
    }

    /// One softphone rings when another dials its extension.
    private func expect(
        _ account: SoftphoneAccount, rings number: String, calledBy caller: SoftphoneAccount
    ) async throws {
        let phone = try Softphone(account)
        #expect(try await phone.registers())
        let other = try Softphone(caller, calling: number)
        #expect(try await other.hearsRinging())
        #expect(try await phone.rings())
    }
}
