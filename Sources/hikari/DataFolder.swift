import Foundation
import SQLite
import Site
import Transport

/// The folder that holds all a site remembers; only its owner may look inside.
struct DataFolder {
    let path: String

    init(_ path: String) { self.path = path }

    func openDatabase() throws -> Database {
        try make()
        return try Database(path: path + "/hikari.sqlite", migrations: Migrations.all)
    }

    /// The configured certificate, or a self-signed one for development, made on first start.
    func identity(_ configuration: Configuration) throws -> TLSIdentity {
        if !configuration.certificate.isEmpty {
            return TLSIdentity(
                certificateFile: configuration.certificate,
                keyFile: configuration.certificateKey.isEmpty ? configuration.certificate : configuration.certificateKey
            )
        }
        try make()
        let identity = TLSIdentity(
            certificateFile: path + "/development-certificate.pem", keyFile: path + "/development-key.pem")
        if !FileManager.default.fileExists(atPath: identity.certificateFile) {
            try SelfSignedCertificate.write(
                certificate: identity.certificateFile, key: identity.keyFile,
                names: ["localhost", "127.0.0.1", "::1"] + configuration.hosts)
        }
        return identity
    }

    private func make() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
