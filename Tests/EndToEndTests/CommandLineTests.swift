import Foundation
import TestPrograms
import Testing

@testable import hikari

@Suite struct CommandLineTests {
    @Test(arguments: [["--help"], ["contract", "--help"], ["contract", "add", "--help"], ["dial", "--help"]])
    func `Help is there on every level`(arguments: [String]) async throws {
        try await onOwnThread {
            let result = try BuiltProgram.run(arguments)
            #expect(result.status == 0)
            #expect(result.output.contains("Usage: hikari"))
        }
    }

    @Test(arguments: [[], ["contarct"], ["contract"], ["serve", "--prot", "1"], ["demo", "--port", "x"]])
    func `Wrong usage exits with 2 and one line that says so`(arguments: [String]) async throws {
        try await onOwnThread {
            let result = try BuiltProgram.run(arguments)
            #expect(result.status == 2)
            #expect(result.error.hasPrefix("hikari: ") && result.error.split(separator: "\n").count == 1)
            #expect(result.output.isEmpty)
        }
    }

    @Test func `A setting that does not exist stops the start, so that a slip of the pen is found`() async throws {
        try await onOwnThread {
            let result = try BuiltProgram.run(["serve"], environment: ["HIKARI_SESION_IDLE_MINUTES": "5"])
            #expect(result.status == 1)
            #expect(
                result.error
                    == "hikari: HIKARI_SESION_IDLE_MINUTES is not a setting (see deploy/hikari.conf for all of them)\n")
        }
    }

    @Test func `--version names the newest release of the changelog`() async throws {
        try await onOwnThread {
            let changes = try String(
                contentsOf: BuiltProgram.package.appendingPathComponent("CHANGELOG.md"), encoding: .utf8)
            let release = changes.split(separator: "\n").first { $0.hasPrefix("## 2") }?.dropFirst(3)
            let result = try BuiltProgram.run(["--version"])
            #expect(result.status == 0 && result.output == "hikari \(release ?? "")\n")
        }
    }

    @Test func `A program without its pages says what home is`() async throws {
        try await onOwnThread {
            let data = BuiltProgram.newFolder()
            defer { try? FileManager.default.removeItem(atPath: data) }
            let result = try BuiltProgram.run(
                ["serve", "--data", data],
                environment: ["HIKARI_HOME": "/usr/nowhere", "HIKARI_LISTEN": "127.0.0.1:0"])
            #expect(result.status == 1)
            #expect(result.error.hasPrefix("hikari: there is no folder Templates in /usr/nowhere: the setting home"))
            #expect(result.error.split(separator: "\n").count == 1)
        }
    }

    @Test func `Every setting stands in the documented configuration, and none there is unknown`() throws {
        let file = BuiltProgram.package.appendingPathComponent("deploy/hikari.conf")
        let keys = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line -> String? in
            let words = line.drop { $0 == "#" || $0 == " " }.split(separator: " ", maxSplits: 2)
            return words.count > 1 && words[1] == "=" ? String(words[0]) : nil
        }
        #expect(Set(keys) == Set(Setting.all.map(\.key)))
    }

    @Test func `The documented configuration is the default one, key by key`() async throws {
        try await onOwnThread {
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").path
            let data = BuiltProgram.newFolder()
            defer { try? FileManager.default.removeItem(atPath: data) }
            let config = root + "/deploy/hikari.conf"
            let add = ["contract", "add", "--config", config, "--data", data, "--number", "0312340001"]
            #expect(try BuiltProgram.run(add).status == 0)
            let list = try BuiltProgram.run(["contract", "list", "--config", config, "--data", data, "--json"])
            #expect(list.status == 0)
            #expect(list.output.contains("\"number\":\"0312340001\""))
        }
    }

    @Test func `IVR-1 a telephone of no contract is refused with exit status 1`() async throws {
        try await onOwnThread {
            let server = try RunningProgram("demo")
            let keys = ["dial", "--data", server.data, "--from", "0399999999", "--keys", "1,13572468,13572468"]
            #expect(try BuiltProgram.run(keys).status == 1)
        }
    }
}
