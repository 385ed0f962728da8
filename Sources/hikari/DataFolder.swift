import Crypto
import ExchangeInterface
import ExchangeSimulator
import Foundation
import Ordering
import SQLite
import Settings
import Shell
import Transport

/// The folder that holds all a site remembers; only its owner may look inside.
struct DataFolder {
    let path: String

    init(_ path: String) { self.path = path }

    private var database: String { path + "/hikari.sqlite" }

    /// - Parameters:
    ///   - reserve: bytes that the server keeps for the day when the disk is full; commands keep none.
    ///   - watch: hears how writing goes.
    func openDatabase(
        reserve: Int = 0, watch: @escaping @Sendable (WritingEvent) -> Void = { _ in }
    ) throws -> Database {
        try make()
        return try Database(
            path: database, migrationLists: DataFolder.migrations, reserve: reserve, watch: watch)
    }

    /// The database's shape: what each floor and each product has added to it, the lowest first.
    static let migrations =
        SettingsSite.migrations + [
            ExchangeSimulatorMigrations.all, ExchangeInterfaceMigrations.all, OrderingMigrations.all,
        ]

    var hasReserve: Bool { Database.hasReserve(at: database) }

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

    /// The server's own secret, made on first start; beside the database, not in it.
    func serverKey() throws -> ServerKey {
        try make()
        let file = path + "/server.key"
        if !FileManager.default.fileExists(atPath: file) {
            let made = open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600)
            guard made >= 0 else { throw ConfigurationError(description: "cannot make \(file) (error \(errno))") }
            let handle = FileHandle(fileDescriptor: made, closeOnDealloc: true)
            try handle.write(contentsOf: Data(try RandomBytes.make(ServerKey.length)))
            try handle.synchronize()
        }
        guard let key = ServerKey([UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))) else {
            throw ConfigurationError(description: "\(file) is not a key of \(ServerKey.length) bytes")
        }
        return key
    }

    private func make() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
