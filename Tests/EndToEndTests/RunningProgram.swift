import Foundation
import TestPrograms
import Testing

/// A server of the built program on a free port, with a data folder of its own.
final class RunningProgram: Sendable {
    let data: String
    let port: String
    private let program: StartedProgram

    /// Whether the data go with it.
    private let ownsData: Bool

    /// Returns when it listens; `command` is `demo` or `serve`.
    init(
        _ command: String, data: String = BuiltProgram.newFolder(), environment: [String: String] = [:],
        ownsData: Bool = true
    ) throws {
        self.data = data
        self.ownsData = ownsData
        var arguments = [command, "--data", data]
        var environment = environment
        environment["HIKARI_LOG_REQUESTS"] = "off"
        if command == "demo" { arguments += ["--port", "0"] } else { environment["HIKARI_LISTEN"] = "127.0.0.1:0" }
        program = try BuiltProgram.start(arguments, environment: environment)
        let line = try program.line(containing: "https://")
        let address = try #require(line.components(separatedBy: "https://").last)
        port = String(address.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber })
    }

    deinit {
        program.kill()
        if ownsData { try? FileManager.default.removeItem(atPath: data) }
    }

    /// The port in the first line from now on that holds `words`.
    func port(inLine words: String) throws -> UInt16 {
        let line = try program.line(containing: words)
        return try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
    }

    /// Asks it to stop; returns its exit status.
    func terminate() -> Int32 { program.stop() }

    func residentBytes() throws -> Int { try program.residentBytes() }

    /// As a power cut would.
    func kill() { program.kill() }

    /// Sends raw bytes over TLS and returns everything until the server closes; nil when the handshake fails.
    func exchange(_ bytes: [UInt8], port: String? = nil, options: [String] = []) throws -> String? {
        let client = try StartedProgram(
            "/usr/bin/openssl",
            ["s_client", "-connect", "127.0.0.1:\(port ?? self.port)", "-quiet", "-ign_eof"] + options,
            errors: .dropped, hasInput: true)
        // The server may close before it has all: that is no error here.
        try? client.write(bytes)
        client.closeInput()
        let ending = client.ending()
        return ending.status == 0 || !ending.output.isEmpty ? ending.output : nil
    }

    func exchange(_ text: String, port: String? = nil, options: [String] = []) throws -> String? {
        try exchange(Array(text.utf8), port: port, options: options)
    }
}
