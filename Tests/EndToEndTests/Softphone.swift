import Foundation
import TestPrograms
import Testing

/// What the page says of an extension.
struct SoftphoneAccount: Sendable {
    let server: String
    let user: String
    let password: String
}

/// Debian's baresip with a configuration of its own; it ends when the test lets go of it.
final class Softphone: Sendable {
    private static let program = "/usr/bin/baresip"
    static var isInstalled: Bool { FileManager.default.fileExists(atPath: program) }
    /// Seconds after which it ends in any case, so that nobody waits for ever for what it does not say.
    private static let patience = 60

    private let folder: URL
    private let started: StartedProgram

    /// - Parameter number: what it calls at once.
    init(_ account: SoftphoneAccount, transport: String = "udp", calling number: String? = nil) throws {
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
            module_app menu.so
            """
        let line =
            "<sip:\(account.user)@\(account.server);transport=\(transport)>;auth_pass=\(account.password);regint=600\n"
        try Data(settings.utf8).write(to: folder.appending(path: "config"))
        try Data(line.utf8).write(to: folder.appending(path: "accounts"))
        let command = number.map { ["-e", "/dial sip:\($0)@\(account.server)"] } ?? []
        // A line when it is said, not when many have been.
        started = try StartedProgram(
            "/usr/bin/stdbuf", ["-oL", Self.program, "-f", folder.path, "-t", "\(Self.patience)"] + command,
            errors: .withOutput)
    }

    deinit {
        started.kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Whether it says so.
    func registers() async throws -> Bool { try await says("200 OK", orElse: "reg: sip:") }

    /// Whether it rings.
    func rings() async throws -> Bool { try await says("Incoming call from") }

    /// Whether it hears that it rings where it calls.
    func hearsRinging() async throws -> Bool { try await says("180 Ringing", orElse: "session closed") }

    private func says(_ text: String, orElse other: String? = nil) async throws -> Bool {
        try await onOwnThread { [started] in
            while let line = started.line() {
                if line.contains(text) { return true }
                if let other, line.contains(other) { return false }
            }
            return false
        }
    }
}
