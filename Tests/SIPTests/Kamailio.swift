import Foundation
import TestPrograms
import Testing

/// A proxy between caller and lines: Kamailio with the configuration in Proxy, on a port of its own.
final class Kamailio: Sendable {
    static let program = "/usr/sbin/kamailio"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

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
        let file = try #require(Bundle.module.url(forResource: "Proxy/kamailio", withExtension: "cfg"))
        let port = LocalPort.free(isStream: true)
        var text = try String(contentsOf: file, encoding: .utf8)
        for (word, meaning) in [
            ("port", "\(port)"), ("alive", "\(alive)"), ("dead", "\(dead)"),
            ("patience", "\(patience)"), ("algorithm", algorithm ?? ""),
        ] {
            text = text.replacing("{{\(word)}}", with: meaning)
        }
        try await self.init(configuration: text, port: port)
    }

    /// The configuration that we give operators (deploy/kamailio), asking at a port.
    /// - Parameters:
    ///   - asked: the port of the redirect server.
    ///   - lines: that of the lines.
    ///   - world: that of forwarded calls; nil: they come back to this proxy.
    convenience init(asking asked: UInt16, lines: UInt16, world: UInt16?) async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/kamailio/kamailio.cfg")
        let port = LocalPort.free(isStream: true)
        var text = try String(contentsOf: file, encoding: .utf8)
        for (word, place) in [("MY_ADDRESS", port), ("HIKARI", asked), ("LINES", lines), ("WORLD", world ?? port)] {
            text = text.replacing(
                try Regex("(?m)^#!substdef \"!\(word)!.*$"), with: "#!substdef \"!\(word)!127.0.0.1:\(place)!g\"")
        }
        try await self.init(configuration: text, port: port)
    }

    private init(configuration: String, port: UInt16) async throws {
        self.port = port
        folder = FileManager.default.temporaryDirectory.appending(path: "kamailio-\(UUID().uuidString)")
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
