import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
import Telephony
import TestSite
import Testing

/// A contract whose numbers, but for the last, have Voice Warp.
final class VoiceWarpSite: Sendable {
    let site: TestSite
    let contract: Int

    static let number = "0312340002"

    init(unit: AuthenticationUnit = .number, policy change: (inout TestPolicy) -> Void = { _ in }) throws {
        site = try TestSite(policy: change)
        contract = try site.addContract(
            "0312340001", ["0312340002", "0312340003", "0312340004"], unit: unit, monitor: "0312340003",
            services: ["bulkForwarding"])
        try site.addContract("0399990001", services: ["voiceWarp"])
        try give("voiceWarp", to: "0312340001", "0312340002", "0312340003")
    }

    func give(_ service: String, to numbers: String...) throws {
        let contract = contract
        try write { database in
            for number in numbers {
                try database.run(
                    "INSERT INTO service (contract_id, number, name) VALUES (?1, ?2, ?3)", contract, number, service)
            }
        }
    }

    func write(_ body: @escaping @Sendable (Connection) throws -> Void) throws {
        try site.services.database.writeAndWait(body)
    }

    func settings(_ digits: String = VoiceWarpSite.number) throws -> VoiceWarp.Settings {
        let number = try #require(PhoneNumber(digits))
        return try site.services.database.read { try VoiceWarpStore.settings(of: number, in: contract, $0) }
    }

    func order(_ digits: String = VoiceWarpSite.number) throws -> CallSettings.WarpOrder? {
        let number = try #require(PhoneNumber(digits))
        return try site.services.database.read { try VoiceWarpStore.order(of: number, in: contract, $0) }
    }

    /// The form, then the check page's button.
    @discardableResult
    func set(
        _ part: String, _ form: [(String, String)], of number: String = VoiceWarpSite.number, in browser: TestBrowser
    ) async -> TestPage {
        let path = "/voice-warp/\(part)"
        await browser.get("\(path)?number=\(number)")
        let checked = await browser.post(path, form + [("number", number)])
        guard checked.status == .ok else { return checked }
        return await browser.post(path, form + [("number", number), ("step", "confirm")])
    }

    static let destination = [("number-1", "090-1111-2222"), ("name-1", "携帯"), ("chosen", "1")]
}
