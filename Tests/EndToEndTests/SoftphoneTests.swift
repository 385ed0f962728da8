import Exchange
import Foundation
@testable import Ordering
import SIP
import SQLite
import Shell
import TestPrograms
import TestSite
import Testing
import Transport

@testable import hikari

/// A softphone as people have it, set up from what the page says.
@Suite(.enabled(if: Softphone.isInstalled, "baresip is not installed"))
struct SoftphoneTests {
    private static let extensionNumber = "222000"

    private func signedIn(_ site: TestOrderingSite) async throws -> TestBrowser {
        let company = try site.addCompany()
        try site.addSmartPBX(of: company, extensions: 2)
        try site.services.database.writeAndWait { database in
            try ExtensionSettingsStore.set(.init(done: ExtensionSettings.Step.allCases.count), of: .first, database)
        }
        try site.addAccount("pbx@example.jp", of: company, grants: [Grant(.service(.smartPBX), .edit)])
        return try await site.signedIn("pbx@example.jp")
    }

    /// What stands on the page behind a name.
    private func value(_ name: String, _ page: TestPage) throws -> String {
        let row = try #require(page.text.components(separatedBy: "<dt>\(name)</dt>").dropFirst().first)
        let cell = try #require(row.components(separatedBy: "</dd>").first)
        return cell.replacing(#/<[^>]*>/#, with: "")
    }

    private func page(_ browser: TestBrowser) async throws -> TestPage {
        let path = SettingsPath.extensions.of(.first)
        await browser.get(path + "/one?extension=\(Self.extensionNumber)")
        return await browser.post(
            path + "/password",
            [("extension", Self.extensionNumber), ("currentPassword", TestOrderingSite.password)])
    }

    private func renewPassword(_ browser: TestBrowser) async throws {
        let path = SettingsPath.extensions.of(.first)
        let confirm = await browser.get(path + "/new-password?extension=\(Self.extensionNumber)")
        let seen = try #require(confirm.value(of: "seen"))
        await browser.post(path + "/new-password", [("extension", Self.extensionNumber), ("seen", seen)])
    }

    @Test func `EXCH-7 a softphone that is set up from the page registers, and after 再発行 no more`() async throws {
        let port = LocalPort.free()
        var policy = OrderingPolicy()
        policy.sipServer = "127.0.0.1:\(port)"
        let site = try TestOrderingSite(policy: policy)
        let browser = try await signedIn(site)
        var configuration = OrderingConfiguration()
        configuration.registrarListen = Configuration.Endpoint("127.0.0.1:\(port)")
        let loop = try EventLoop(name: "calls")
        let serving = try #require(
            try RegistrarServing(
                configuration, site.services, on: loop, password: OrderingWiring.devicePassword(site.services.key)))
        try loop.start()
        let page = try await page(browser)
        let (server, user) = (try value("SIPサーバアドレス", page), try value("ユーザID（認証ID）", page))
        let password = try value("パスワード", page)

        for transport in ["udp", "tcp"] {
            let phone = try Softphone(server: server, user: user, password: password, transport: transport)
            #expect(try await phone.registers())
        }
        let contacts = await withCheckedContinuation { continuation in
            loop.execute { continuation.resume(returning: serving.server.contacts(of: user)) }
        }
        #expect(Set(contacts.map(\.isStream)) == [false, true])

        try await renewPassword(browser)
        let phone = try Softphone(server: server, user: user, password: password, transport: "udp")
        #expect(try await !phone.registers())
        await serving.stop()
        loop.stop()
        loop.join()
    }
}

/// Debian's baresip with a configuration of its own; it ends when the test lets go of it.
private final class Softphone: Sendable {
    private static let program = "/usr/bin/baresip"
    static var isInstalled: Bool { FileManager.default.fileExists(atPath: program) }

    private let folder: URL
    private let started: StartedProgram

    init(server: String, user: String, password: String, transport: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "softphone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let modules = try #require(
            ["/usr/lib/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules"].first {
                FileManager.default.fileExists(atPath: $0)
            })
        let settings = """
            poll_method epoll
            sip_listen 127.0.0.1:0
            module_path \(modules)
            module g711.so
            module_app account.so
            """
        let account = "<sip:\(user)@\(server);transport=\(transport)>;auth_pass=\(password);regint=600\n"
        try Data(settings.utf8).write(to: folder.appending(path: "config"))
        try Data(account.utf8).write(to: folder.appending(path: "accounts"))
        // A line when it is said, not when many have been.
        started = try StartedProgram(
            "/usr/bin/stdbuf", ["-oL", Self.program, "-f", folder.path], errors: .withOutput)
    }

    deinit {
        started.kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Whether it says so.
    func registers() async throws -> Bool {
        try await onOwnThread { [started] in
            while let line = started.line() {
                if line.contains("200 OK") { return true }
                if line.contains("reg: sip:") { return false }
            }
            return false
        }
    }
}
