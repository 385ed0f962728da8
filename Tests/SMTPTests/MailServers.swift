import Foundation
import TestPrograms
import Testing
import Transport

/// What the tests need from the machine; where it is missing they are skipped, and say what to install.
enum Available {
    private static func all(_ paths: String...) -> Bool {
        paths.allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    static let python = all("/usr/bin/python3")
    static let modes = python && all("/usr/lib/python3/dist-packages/aiosmtpd")
    static let postfix =
        python && getuid() == 0
        && all("/usr/lib/postfix/sbin/master", "/usr/sbin/saslpasswd2", "/usr/lib/x86_64-linux-gnu/sasl2/libplain.so")
}

/// A directory for a test's files with a certificate for localhost, gone with it.
final class TestFolder: Sendable {
    let path: String

    var certificate: String { path + "/certificate.pem" }
    var key: String { path + "/key.pem" }

    init() throws {
        path = NSTemporaryDirectory() + "smtp-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try SelfSignedCertificate.write(certificate: certificate, key: key, names: ["localhost"])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// One of the scripts under Servers, running; it ends when the test lets go of it.
final class MailServer: Sendable {
    /// A line that a script prints.
    struct Report: Decodable, Sendable {
        struct Mail: Decodable, Sendable {
            let from: String
            let to: [String]
            let secure: Bool
            let content: Data
        }

        var port: UInt16?
        var mail: Mail?
        var sessions: Int?
        var rest: Int?
    }

    let port: UInt16
    private let script: Script

    private init(_ arguments: [String]) throws {
        script = try Script(arguments)
        guard let port = try JSONDecoder().decode(Report.self, from: script.line()).port else {
            throw StartedProgram.Failure(description: "the script named no port")
        }
        self.port = port
    }

    /// A server of `modes.py`.
    static func mode(_ mode: String, _ folder: TestFolder) async throws -> MailServer {
        try await onOwnThread { try MailServer([Script.path("modes.py"), mode, folder.certificate, folder.key]) }
    }

    /// A Postfix in the folder.
    static func postfix(_ folder: TestFolder) async throws -> MailServer {
        let place = folder.path + "/postfix"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        // Postfix's own user has to find its way in.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        return try await onOwnThread {
            try MailServer([Script.path("postfix.py"), place, folder.certificate, folder.key])
        }
    }

    /// The next thing the script reports, waited for.
    func next() async throws -> Report {
        try JSONDecoder().decode(Report.self, from: try await onOwnThread { [script] in try script.line() })
    }

    /// The next mail it has taken.
    func nextMail() async throws -> Report.Mail {
        while true {
            if let mail = try await next().mail { return mail }
        }
    }
}
