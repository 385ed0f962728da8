@testable import Accounts
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// A contract in 管理者／ユーザ単位 whose administrator has signed in.
struct AdministratorSite {
    static let administrator = "0312340001"
    static let numbers = ["0312340002", "0312340003", "0312340004", "0312340005"]

    let site: TestSite
    let contract: Int

    init(_ numbers: [String] = AdministratorSite.numbers, hashing: any WorkLane = HereAndNow()) throws {
        site = try TestSite(hashing: hashing)
        contract = try site.addContract(AdministratorSite.administrator, numbers, unit: .administratorAndUser)
    }

    var database: Database { site.services.database }

    func signedIn() async throws -> TestBrowser { try await site.signedIn(AdministratorSite.administrator) }

    /// Numbers and passwords as a file.
    static func file(_ lines: [(String, String)]) -> [UInt8] {
        Array((["\"電話番号\",\"新しいパスワード\""] + lines.map { "\"\($0)\",\"\($1)\"" }).joined(separator: "\r\n").utf8)
    }

    /// So many additional numbers, and a good password for each.
    static func many(_ count: Int) -> [(String, String)] {
        (0..<count).map { index in ("031235\(String(1000 + index))", "Yama\(index % 10)buki\(index % 7)") }
    }

    @discardableResult
    func upload(_ lines: [(String, String)], _ browser: TestBrowser) async -> TestPage {
        await browser.get("/password/import")
        return await browser.upload(
            "/password/import", file: "file", name: "passwords.csv", AdministratorSite.file(lines))
    }

    /// From the file to the begun job; the page of the job.
    func begin(_ lines: [(String, String)], _ browser: TestBrowser) async throws -> String {
        let preview = await upload(lines, browser)
        let token = try #require(preview.value(of: "upload"), "\(preview.problems)")
        let answer = await browser.post(
            "/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        return try #require(answer.location, "\(answer.problems)")
    }

    func workOff(_ services: Services? = nil) async throws {
        try await PasswordJobs.duty(PasswordJobKind.all).run(services ?? site.services)
    }

    func state(of digits: String) throws -> CredentialState {
        let number = try #require(PhoneNumber(digits))
        return try database.read { try CredentialStore.find(number, $0).state }
    }

    /// A wrong entry of the number's password among those of a change of the unit.
    @discardableResult
    func miss(_ digits: String) throws -> [CredentialKind] {
        let number = try #require(PhoneNumber(digits))
        let actor = Actor(contract: nil, number: nil, client: "192.0.2.1", at: site.clock.now)
        return try database.writeAndWait { database in
            try CredentialMiss(place: .unitChange, number: number, actor: actor).count(
                in: try CredentialStore.find(number, database).state, TestSite.mails, database)
        }
    }

    func count(_ sql: StaticString) throws -> Int {
        try database.read { try $0.first(sql) { $0.integer(0) } ?? 0 }
    }

    func setMailAddress(_ address: String, of digits: String) throws {
        try database.writeAndWait { database in
            try database.run(
                "UPDATE one_time_password SET is_used = 1, mail_address = ?2 WHERE number = ?1", digits, address)
        }
    }
}
