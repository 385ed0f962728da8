import Foundation
import Synchronization
import Testing

@testable import hikari

@Suite struct DialCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "dial-\(UUID().uuidString)")

    private func run(_ arguments: [String]) async -> (status: Int32, heard: [String], errors: [String]) {
        let heard = Mutex<[String]>([])
        let errors = Mutex<[String]>([])
        let status = await CommandTable.all.run(
            arguments + ["--data", folder.path],
            Surroundings(
                output: { line in heard.withLock { $0.append(line) } },
                error: { line in errors.withLock { $0.append(line) } },
                environment: ["HIKARI_SCRYPT_N": "1024", "HIKARI_SCRYPT_P": "1"]))
        return (status, heard.withLock { $0 }, errors.withLock { $0 })
    }

    private func addContract() async {
        #expect(await run(["contract", "add", "--number", "0312340001", "--additional", "0312340002"]).status == 0)
    }

    @Test func `IVR-2 a temporary password is set from the terminal`() async throws {
        await addContract()
        let call = await run(["dial", "--from", "03-1234-0001", "--keys", "1,13572468,13572468"])
        #expect(call.status == 0)
        #expect(call.errors == [])
        #expect(call.heard.count == 4)
        #expect(call.heard.first?.hasPrefix("仮パスワードの設定を行います。") == true)
        #expect(call.heard.last == "0312340001番（契約者回線番号）の仮パスワードの設定が完了しました。ご利用ありがとうございました。")
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: ["2,0312340002#,13572468,13572468", "2, 03-1234-0002, 1357-2468, 13572468"])
    func `IVR-2 the hash behind a number may be left out, and hyphens are no keys`(keys: String) async throws {
        await addContract()
        let call = await run(["dial", "--from", "0312340001", "--to", "06-6480-6430", "--keys", keys])
        #expect(call.status == 0)
        #expect(call.heard.last == "0312340002番の仮パスワードの設定が完了しました。ご利用ありがとうございました。")
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: [
        ["--from", ""], ["--from", "anonymous"], ["--from", "09012345678"], ["--from", "0312340001", "--keys", "1"],
        ["--from", "0312340001", "--keys", "1,13572468,13572469"], ["--from", "0312340001", "--keys", "1,12345678"],
    ])
    func `IVR-1 a refused caller, and a call that ends too early, set nothing`(arguments: [String]) async throws {
        await addContract()
        let call = await run(["dial"] + (arguments.contains("--keys") ? arguments : arguments + ["--keys", "1"]))
        #expect(call.status == 1)
        #expect(call.errors == ["hikari: no temporary password has been set, and no forwarding started or stopped"])
        #expect(!call.heard.isEmpty)
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: [
        ["--keys", "1"], ["--from", "0312340001", "--to", "0312340001"], ["--from", "0312340001", "--keys", "1,abc"],
    ])
    func `wrong usage is told before anybody is called`(arguments: [String]) async {
        let call = await run(["dial"] + arguments)
        #expect(call.status == 2)
        #expect(call.heard == [])
        #expect(call.errors.count == 1)
    }

    @Test func `a folder without data is named, and not made`() async {
        #expect(await run(["dial", "--from", "0312340001", "--keys", "1"]).status == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
}
