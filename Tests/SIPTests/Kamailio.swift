import Foundation
import SIP
import TestPrograms
import Testing

/// A proxy between caller and lines: Kamailio with the configuration in Proxy, on a port of its own.
final class Kamailio: Sendable {
    static let program = "/usr/sbin/kamailio"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }
    /// Debian's kamailio-utils-modules.
    static var hasHTTPClient: Bool {
        isInstalled
            && FileManager.default.fileExists(atPath: "/usr/lib/x86_64-linux-gnu/kamailio/modules/http_client.so")
    }

    let port: UInt16
    private let folder: URL
    private let program: StartedProgram

    /// Starts it and waits until its ports, UDP and TCP, are open.
    /// - Parameters:
    ///   - alive: the port of the lines that begin with 03123400.
    ///   - dead: the port of those that begin with 03123410.
    ///   - patience: milliseconds after which the proxy gives a silent line up.
    ///   - algorithm: how passwords are asked for; nil for MD5, which is then not named.
    convenience init(
        alive: UInt16, dead: UInt16 = 9, patience: Int = 60_000, algorithm: String? = nil
    ) async throws {
        let port = LocalPort.free()
        let text = try Self.configuration(
            "kamailio",
            [
                "port": "\(port)", "alive": "\(alive)", "dead": "\(dead)", "patience": "\(patience)",
                "algorithm": algorithm ?? "",
            ])
        try await self.init(configuration: text, port: port)
    }

    /// The configuration that we give operators (deploy/kamailio), asking a redirect server. What it says and hears is kept.
    /// - Parameters:
    ///   - lines: the port of the lines.
    ///   - world: that of forwarded calls; nil: they come back to this proxy.
    ///   - patience: milliseconds after which it lets the line ring; many, where that is not to be seen on a slow machine.
    ///   - relay: given the proxy's port, the address at which it asks, if it is not the server's own.
    convenience init(
        asking exchange: ExchangeUnderTest, lines: UInt16, world: UInt16?, patience: Int = 60_000,
        relay: (UInt16) throws -> String? = { _ in nil }
    ) async throws {
        let port = LocalPort.free()
        let asked = try relay(port) ?? "127.0.0.1:\(exchange.server.port)"
        let text = try Self.deployed(
            "kamailio",
            [
                ("MY_ADDRESS", "127.0.0.1:\(port)"), ("HIKARI", asked), ("LINES", "127.0.0.1:\(lines)"),
                ("WORLD", "127.0.0.1:\(world ?? port)"), ("ASKING", "\(patience)"),
            ])
        let folder = FileManager.default.temporaryDirectory.appending(path: "kamailio-\(UUID().uuidString)")
        try await self.init(configuration: text + Self.dumping(into: folder), port: port, folder: folder)
    }

    /// The other one, asking by HTTP.
    /// - Parameter lookup: the port of who is asked.
    convenience init(lookup: UInt16, token: String, lines: UInt16, world: UInt16) async throws {
        let port = LocalPort.free()
        let text = try Self.deployed(
            "lookup",
            [
                ("MY_ADDRESS", "127.0.0.1:\(port)"), ("LOOKUP", "http://127.0.0.1:\(lookup)/calls/lookup"),
                ("TOKEN", token), ("LINES", "127.0.0.1:\(lines)"), ("WORLD", "127.0.0.1:\(world)"),
            ])
        try await self.init(configuration: text, port: port)
    }

    /// A configuration that we give operators, set as its first lines say.
    private static func deployed(_ name: String, _ meanings: [(word: String, meaning: String)]) throws -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/kamailio/\(name).cfg")
        var text = try String(contentsOf: file, encoding: .utf8)
        for (word, meaning) in meanings {
            text = text.replacing(
                try Regex("(?m)^#!substdef \"!\(word)!.*$"), with: "#!substdef \"!\(word)!\(meaning)!g\"")
        }
        return text
    }

    /// A proxy that rings two numbers at once, which it calls at another.
    convenience init(forking numbers: (String, String), to next: UInt16) async throws {
        let port = LocalPort.free()
        let text = try Self.configuration(
            "fork", ["port": "\(port)", "next": "\(next)", "first": numbers.0, "second": numbers.1])
        try await self.init(configuration: text, port: port)
    }

    private static func configuration(_ name: String, _ words: [String: String]) throws -> String {
        let file = try #require(Bundle.module.url(forResource: "Proxy/\(name)", withExtension: "cfg"))
        var text = try String(contentsOf: file, encoding: .utf8)
        for (word, meaning) in words { text = text.replacing("{{\(word)}}", with: meaning) }
        return text
    }

    private static func dumping(into folder: URL) -> String {
        """

        loadmodule "sipdump.so"
        modparam("sipdump", "enable", 1)
        modparam("sipdump", "folder", "\(folder.path)")

        """
    }

    /// All that it has received and sent, as far as it is written by now.
    var ladder: SIPLadder {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let dumps = files.filter { $0.hasSuffix(".data") }.sorted()
        let texts = dumps.compactMap { FileManager.default.contents(atPath: folder.appending(path: $0).path) }
        return SIPLadder(dump: texts.map { String(decoding: $0, as: UTF8.self) }.joined())
    }

    /// Its ladder, waited for until it holds what ends it: another program's writing can only be watched.
    func ladder(until isWhole: (SIPLadder) -> Bool) async throws -> SIPLadder {
        while true {
            let ladder = ladder
            if isWhole(ladder) { return ladder }
            if program.hasEnded { throw StartedProgram.Failure(description: "kamailio has ended") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private init(
        configuration: String, port: UInt16,
        folder: URL = FileManager.default.temporaryDirectory.appending(path: "kamailio-\(UUID().uuidString)")
    ) async throws {
        self.port = port
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(configuration.utf8).write(to: folder.appending(path: "kamailio.cfg"))
        // -DD: it stays this process, so that ending it ends all of it. Little memory is enough.
        let arguments = [
            "-f", folder.path + "/kamailio.cfg", "-DD", "-E", "-m", "16", "-M", "4", "-w", folder.path, "-Y",
            folder.path,
        ]
        program = try StartedProgram(Self.program, arguments, errors: .withOutput)
        let hasDatagrams = try await LocalPort.isOpened(port, by: program)
        let hasStreams = try await LocalPort.isOpened(port, isStream: true, by: program)
        if !hasDatagrams || !hasStreams {
            program.stop()
            let program = program
            Issue.record("kamailio did not open its ports: \(try await onOwnThread { program.ending().output })")
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}
