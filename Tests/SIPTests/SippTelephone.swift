import Foundation
import Glibc
import Testing

/// A telephone made of sipp and one of the scenarios in this folder, on a port of its own.
final class SippTelephone: Sendable {
    static let program = "/usr/bin/sipp"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

    let port: UInt16
    private let folder: URL
    private let process: Process
    private let end: AsyncStream<Int32>

    /// Starts it and waits until its port is open.
    /// - Parameter words: what the scenario's [words] stand for.
    init(_ scenario: String, transport: String = "u1", calls: Int = 1, words: [String: String] = [:]) async throws {
        let file = try #require(Bundle.module.url(forResource: "Scenarios/\(scenario)", withExtension: "xml"))
        port = Self.freePort(isStream: transport == "t1")
        folder = FileManager.default.temporaryDirectory.appending(path: "sipp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var text = try String(contentsOf: file, encoding: .utf8)
        for (word, meaning) in words { text = text.replacing("[\(word)]", with: meaning) }
        try Data(text.utf8).write(to: folder.appending(path: "scenario.xml"))
        process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.currentDirectoryURL = folder
        process.arguments =
            [
                "-sf", "scenario.xml", "-i", "127.0.0.1", "-p", "\(port)", "-t", transport, "-m", "\(calls)",
                "-nostdin",
                "-timeout", "60s", "-timeout_error", "-trace_msg", "-message_file", "messages", "-trace_err",
                "-error_file", "errors", "-skip_rlimit",
            ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        let (end, ended) = AsyncStream<Int32>.makeStream()
        self.end = end
        process.terminationHandler = { process in
            ended.yield(process.terminationStatus)
            ended.finish()
        }
        try process.run()
        try await awaitPort(isStream: transport == "t1")
    }

    deinit {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits for its end: true when all went as the scenario says.
    func wasContent() async -> Bool {
        for await status in end {
            if status != 0 { Issue.record("sipp ended with \(status): \(text("errors"))") }
            return status == 0
        }
        return false
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

    /// Another program's start can only be watched, not awaited.
    private func awaitPort(isStream: Bool) async throws {
        let table = URL(fileURLWithPath: isStream ? "/proc/net/tcp" : "/proc/net/udp")
        let mark = ":" + String(port, radix: 16, uppercase: true) + " "
        for _ in 0..<1000 where process.isRunning {
            let sockets = String(decoding: try Data(contentsOf: table), as: UTF8.self)
            if sockets.contains(mark) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("sipp did not open its port: \(text("errors"))")
    }

    private static func freePort(isStream: Bool) -> UInt16 {
        let type = isStream ? SOCK_STREAM : SOCK_DGRAM
        let descriptor = socket(AF_INET, Int32(type.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(descriptor, $0, length) == 0 else { return 0 }
                return getsockname(descriptor, $0, &length) == 0 ? UInt16(bigEndian: pointer.pointee.sin_port) : 0
            }
        }
    }
}
