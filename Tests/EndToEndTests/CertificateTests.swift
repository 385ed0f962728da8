import Foundation
import TestPrograms
import Testing

/// An operator's own certificate, on the running program.
@Suite struct CertificateTests {
    private static func openSSL(_ words: String) throws {
        let ending = try StartedProgram(
            "/usr/bin/openssl", words.split(separator: " ").map(String.init), errors: .withOutput
        ).ending()
        #expect(ending.status == 0, "\(ending.output)")
    }

    /// A folder with certificate.pem and key.pem in it.
    private static func makePair() throws -> String {
        let folder = BuiltProgram.newFolder()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try openSSL(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
                + "-keyout \(folder)/key.pem -out \(folder)/certificate.pem")
        return folder
    }

    private static func start(_ folder: String) throws -> StartedProgram {
        let program = try BuiltProgram.start(
            ["serve", "--data", folder + "/data"],
            environment: [
                "HIKARI_LISTEN": "127.0.0.1:0", "HIKARI_CERTIFICATE": folder + "/certificate.pem",
                "HIKARI_CERTIFICATE_KEY": folder + "/key.pem",
            ], errors: .withOutput)
        return program
    }

    @Test func `An encrypted key at SIGHUP is named in the log, asks nobody, and the next signals are served`()
        async throws
    {
        try await onOwnThread {
            let folder = try Self.makePair()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let program = try Self.start(folder)
            _ = try program.line(containing: "https://")
            let plain = try Data(contentsOf: URL(fileURLWithPath: folder + "/key.pem"))
            try Self.openSSL("pkey -in \(folder)/key.pem -aes256 -passout pass:secret -out \(folder)/sealed.pem")
            try Data(contentsOf: URL(fileURLWithPath: folder + "/sealed.pem")).write(
                to: URL(fileURLWithPath: folder + "/key.pem"))
            program.send(signal: SIGHUP)
            let complaint = try program.line(containing: "certificate not read")
            #expect(complaint.contains("key.pem: the key is encrypted"))
            try plain.write(to: URL(fileURLWithPath: folder + "/key.pem"))
            program.send(signal: SIGHUP)
            _ = try program.line(containing: "certificate read again")
            #expect(program.stop() == 0)
        }
    }

    @Test func `A certificate that cannot be used stops the start with one line about its file`() async throws {
        try await onOwnThread {
            let folder = try Self.makePair()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.removeItem(atPath: folder + "/key.pem")
            let ending = try Self.start(folder).ending()
            #expect(ending.status == 1)
            #expect(ending.output == "hikari: private key \(folder)/key.pem: No such file or directory\n")
        }
    }

    @Test func `Plain HTTP on the TLS port gets one line that names https`() async throws {
        try await onOwnThread {
            let server = try RunningProgram("serve")
            let client = try StartedProgram(
                "/usr/bin/curl", ["-s", "-i", "--max-time", "600", "http://127.0.0.1:\(server.port)/login"])
            let reply = client.ending().output
            #expect(reply.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(reply.hasSuffix("\r\n\r\nHere HTTPS is spoken: https://localhost:8443/\n"))
        }
    }
}
