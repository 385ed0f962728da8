import Foundation

/// A file that holds a secret, and that nobody but its owner can read.
struct SecretFile {
    private let path: String

    private static let longest = 4096

    init(_ path: String) { self.path = path }

    /// What it holds, without the end of its line. The errors name the file, never what is in it.
    func text() throws -> String {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ConfigurationError(description: "cannot read the file \(path)")
        }
        guard status.st_mode & 0o077 == 0 || isSystemCredential else {
            throw ConfigurationError(
                description: "others can read the file \(path), which holds a secret: chmod 600 \(path)")
        }
        guard status.st_size <= Self.longest, let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else { throw ConfigurationError(description: "cannot read the file \(path)") }
        let secret = text.trimmingCharacters(in: .newlines)
        guard !secret.isEmpty else { throw ConfigurationError(description: "the file \(path) is empty") }
        return secret
    }

    /// systemd keeps credentials in a folder of the service's own; their access list shows as a right of the group.
    private var isSystemCredential: Bool {
        guard let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
            return false
        }
        return path.hasPrefix(folder + "/") && !path.contains("/../")
    }
}
