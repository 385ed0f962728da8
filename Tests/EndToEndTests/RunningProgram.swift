import Foundation
import Testing

/// Runs what waits for other programs on a thread of its own: the tests' own threads are few, and others need them.
func onOwnThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: body)) }
    }
}

/// The built program, run as an operator runs it.
enum BuiltProgram {
    /// Beside the test bundle, where the package manager puts both.
    static let path: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("hikari").path
    }()

    struct Result {
        let status: Int32
        let output: String
        let error: String
    }

    /// Runs a command to its end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        let process = process(path, arguments, environment)
        let (output, error) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = error
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        let errors = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
            error: String(decoding: errors, as: UTF8.self))
    }

    static func process(_ path: String, _ arguments: [String], _ environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HIKARI_") }
        all.merge(environment) { _, new in new }
        process.environment = all
        return process
    }
}

/// A server of the built program on a free port, with a data folder of its own.
final class RunningProgram {
    let data: String
    private(set) var port = ""
    private let process: Process

    /// Returns when it listens; `command` is `demo` or `serve`.
    init(_ command: String, data: String = RunningProgram.newFolder(), environment: [String: String] = [:]) throws {
        self.data = data
        var arguments = [command, "--data", data]
        var environment = environment
        environment["HIKARI_LOG_REQUESTS"] = "off"
        if command == "demo" { arguments += ["--port", "0"] } else { environment["HIKARI_LISTEN"] = "127.0.0.1:0" }
        process = BuiltProgram.process(BuiltProgram.path, arguments, environment)
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        port = try RunningProgram.port(output.fileHandleForReading)
    }

    deinit {
        if process.isRunning { kill() }
        try? FileManager.default.removeItem(atPath: data)
    }

    static func newFolder() -> String { NSTemporaryDirectory() + "hikari-program-\(UUID().uuidString)" }

    /// Stands in the first line that the program prints, behind the last colon.
    private static func port(_ output: FileHandle) throws -> String {
        var text = ""
        while !text.contains("\n") {
            let data = output.availableData
            try #require(!data.isEmpty, "the program ended without listening")
            text += String(decoding: data, as: UTF8.self)
        }
        let address = try #require(text.split(separator: "\n")[0].components(separatedBy: "https://").last)
        let port = address.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }
        return String(port)
    }

    /// Asks it to stop; returns its exit status.
    func terminate() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// As a power cut would.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Sends raw bytes over TLS and returns everything until the server closes; nil when the handshake fails.
    func exchange(_ bytes: [UInt8], options: [String] = []) throws -> String? {
        let arguments = ["s_client", "-connect", "127.0.0.1:\(port)", "-quiet", "-ign_eof"] + options
        let client = BuiltProgram.process("/usr/bin/openssl", arguments, [:])
        let (input, output) = (Pipe(), Pipe())
        client.standardInput = input
        client.standardOutput = output
        client.standardError = FileHandle.nullDevice
        try client.run()
        // The server may close before it has all: that is no error here.
        signal(SIGPIPE, SIG_IGN)
        try? input.fileHandleForWriting.write(contentsOf: Data(bytes))
        let data = output.fileHandleForReading.readDataToEndOfFile()
        client.waitUntilExit()
        return client.terminationStatus == 0 || !data.isEmpty ? String(decoding: data, as: UTF8.self) : nil
    }

    func exchange(_ text: String, options: [String] = []) throws -> String? {
        try exchange(Array(text.utf8), options: options)
    }
}
