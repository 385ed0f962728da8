import Foundation
import TestPrograms
import Testing

/// A telephone or a caller made of sipp and one of the scenarios in this folder, on a port of its own.
final class SippTelephone: Sendable {
    static let program = "/usr/bin/sipp"
    /// Who calls, where nothing else is said.
    static let caller = "0312349999"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

    let port: UInt16
    private let folder: URL
    private let program: StartedProgram

    /// Starts it, and waits until its port is open unless it is one that calls.
    /// - Parameters:
    ///   - words: what the scenario's [words] stand for.
    ///   - call: the number that it calls, and the port of the proxy.
    init(
        _ scenario: String, transport: String = "u1", words: [String: String] = [:],
        calling call: (number: String, port: UInt16)? = nil
    ) async throws {
        let isStream = transport == "t1"
        let file = try #require(Bundle.module.url(forResource: "Scenarios/\(scenario)", withExtension: "xml"))
        port = LocalPort.free()
        folder = FileManager.default.temporaryDirectory.appending(path: "sipp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var text = try String(contentsOf: file, encoding: .utf8)
        for (word, meaning) in words { text = text.replacing("[\(word)]", with: meaning) }
        try Data(text.utf8).write(to: folder.appending(path: "scenario.xml"))
        let arguments = [
            "-sf", folder.path + "/scenario.xml", "-i", "127.0.0.1", "-p", "\(port)", "-t", transport, "-m", "1",
            "-nostdin", "-timeout", "\(Patience.minutes * 60)s", "-timeout_error", "-trace_msg", "-message_file",
            folder.path + "/messages", "-trace_err", "-error_file", folder.path + "/errors", "-skip_rlimit",
        ]
        let called = call.map { ["-s", $0.number, "127.0.0.1:\($0.port)"] } ?? []
        program = try StartedProgram(Self.program, arguments + called, errors: .withOutput)
        if call != nil { return }
        if try await !LocalPort.isOpened(port, isStream: isStream, by: program) {
            Issue.record("sipp did not open its port: \(self.text("errors"))")
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits for its end: true when all went as the scenario says.
    func wasContent() async -> Bool {
        let program = program
        guard let status = try? await onOwnThread({ program.ending().status }), status == 0 else {
            Issue.record("sipp was not content: \(text("errors"))")
            return false
        }
        return true
    }

    /// Waits until so many messages that begin with a line's start have been received.
    func hasReceived(_ count: Int, _ start: String) async throws {
        while received(start) < count {
            if program.hasEnded { throw StartedProgram.Failure(description: "sipp has ended: \(text("errors"))") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// How many messages that begin with a line's start were received.
    func received(_ start: String) -> Int {
        let parts = text("messages").components(separatedBy: "message received")
        return parts.dropFirst().count { part in
            part.split(separator: "\n").first { $0.contains("SIP/2.0") }?.hasPrefix(start) == true
        }
    }

    private func text(_ name: String) -> String {
        let data = try? Data(contentsOf: folder.appending(path: name))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
