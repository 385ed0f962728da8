import Contracts
import SQLite
@testable import Settings
import Shell
import Telephony
import TestSite
import Testing

/// CALL-2: what a number has set of its own counts at the next call.
@Suite struct VoiceWarpCallTests {
    private let site: CallDatabase
    private let destination: PhoneNumber

    init() throws {
        site = try CallDatabase()
        destination = try CallDatabase.number("09011112222")
    }

    private func give(_ number: PhoneNumber, adds: Bool) throws {
        try site.operate { database, now in
            let change = ContractsStore.ServiceChange([.voiceWarp], of: .numbers([number]), adds: adds)
            _ = try ContractsStore.change(change, uses: TestSite.numberUses, at: now, database)
        }
    }

    private func set(_ mode: VoiceWarp.Mode, of number: PhoneNumber, _ contract: Int) throws {
        let settings = VoiceWarp.Settings(
            mode: mode, seconds: 20, places: [.init(place: 1, destination: destination, name: "")])
        try site.operate { database, now in
            try VoiceWarpStore.keep(settings, of: number, in: contract, database)
            try Actor(contract: contract, number: number, client: "192.0.2.1", at: now).audit(
                "voice-warp.service", subject: number.digits, after: settings.serviceText, database)
        }
    }

    @Test func `CALL-2, WARP-1 the first call obeys Voice Warp as it is set, and the service as it is given and taken`()
        throws
    {
        let contract = try site.addContract(1)
        let (number, other) = (try CallDatabase.number(1, 1), try CallDatabase.number(1, 2))
        try site.keeper.catchUp()
        try set(.always, of: number, contract)
        #expect(try site.settings(of: number)?.voiceWarp == nil)
        try give(number, adds: true)
        #expect(try site.settings(of: number)?.voiceWarp == .init(.always, to: destination))
        try set(.noAnswer, of: number, contract)
        #expect(try site.settings(of: number)?.voiceWarp == .init(.noAnswer(seconds: 20), to: destination))
        #expect(try site.settings(of: other)?.voiceWarp == nil)
        try give(number, adds: false)
        #expect(try site.settings(of: number)?.voiceWarp == nil)
        try give(number, adds: true)
        try set(.off, of: number, contract)
        #expect(try site.settings(of: number)?.voiceWarp == nil)
    }
}
