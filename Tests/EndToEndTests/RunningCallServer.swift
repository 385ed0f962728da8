import Foundation
import SQLite
import Settings
import TestPrograms
import TestSite
import Testing

@testable import hikari

/// `hikari serve` with a contract, and all listeners for call servers on free ports.
final class CallServer {
    private(set) var telephonePort: UInt16 = 0
    private(set) var operatorPort: UInt16 = 0
    private(set) var redirectPort: UInt16 = 0
    let data = BuiltProgram.newFolder()
    private let program: StartedProgram

    /// - Parameter prepare: changes what is stored, before the server is started.
    init(_ prepare: @escaping @Sendable (Connection) throws -> Void = { _ in }) throws {
        let add = ["contract", "add", "--number", "0312340001", "--additional", "0312340002", "--data", data]
        try #require(try BuiltProgram.run(add).status == 0)
        let database = try Database(path: data + "/hikari.sqlite", migrationLists: DataFolder.migrations)
        try database.writeAndWait(prepare)
        database.close()
        let token = try Self.write(String(repeating: "0123456789abcdef", count: 2) + "\n", mode: 0o600, in: data)
        program = try BuiltProgram.start(
            ["serve", "--data", data],
            environment: [
                "HIKARI_LISTEN": "127.0.0.1:0", "HIKARI_LOG_REQUESTS": "off", "HIKARI_OPERATOR_LISTEN": "127.0.0.1:0",
                "HIKARI_OPERATOR_TOKEN_FILE": token, "HIKARI_OPERATOR_HOSTS": "calls.example, Calls.Internal",
                "HIKARI_TELEPHONE_MENU_FASTAGI_LISTEN": "127.0.0.1:0", "HIKARI_SIP_REDIRECT_LISTEN": "127.0.0.1:0",
                "HIKARI_SIP_REDIRECT_DOMAIN": "ims.example.jp",
            ], errors: .dropped)
        let ports = (0..<4).compactMap { [program] _ in
            program.line()?.split(separator: ":").last.flatMap { UInt16($0) }
        }
        try #require(ports.count == 4)
        (telephonePort, operatorPort, redirectPort) = (ports[1], ports[2], ports[3])
    }

    deinit {
        program.stop()
        try? FileManager.default.removeItem(atPath: data)
    }

    static func write(_ text: String, mode: Int, in folder: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/token"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    /// The contract's authentication unit.
    func unit() throws -> String? {
        let shown = try BuiltProgram.run(["contract", "show", "0312340001", "--json", "--data", data]).output
        return shown.components(separatedBy: #""authenticationUnit":""#).dropFirst().first?
            .components(separatedBy: "\"").first
    }

    func get(_ path: String, host: String = "localhost", token: String? = nil) throws -> String {
        try exchange(
            "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\(Self.authorization(token))\r\n")
    }

    private static func authorization(_ token: String?) -> String {
        token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
    }

    /// - Parameter token: nil: none is shown.
    func post(_ path: String, _ body: String, token: String?) throws -> String {
        try exchange(
            """
            POST \(path) HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            \(Self.authorization(token))\
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """)
    }

    private func exchange(_ request: String) throws -> String {
        let socket = try TestSocket(operatorPort)
        socket.send(request)
        return socket.rest()
    }
}
