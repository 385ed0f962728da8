public import Foundation

/// The built `hikari`, run as an operator runs it.
public enum BuiltProgram {
    /// Beside the test bundle, where the package manager puts both.
    public static let path: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("hikari").path
    }()

    /// The folder of the package, three above this file.
    public static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs a command to its end.
    public static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> StartedProgram.Ending {
        try start(arguments, environment: environment, errors: .apart).ending()
    }

    /// A machine full of tests has no time for hashes as dear as they should be.
    private static let cheapHashes = ["HIKARI_SCRYPT_N": "1024", "HIKARI_SCRYPT_P": "1"]

    /// Starts a command; of the tests' own settings it sees none.
    public static func start(
        _ arguments: [String], environment: [String: String] = [:], errors: StartedProgram.Errors = .inherited,
        hasInput: Bool = false
    ) throws -> StartedProgram {
        var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HIKARI_") }
        all.merge(cheapHashes) { _, new in new }
        all.merge(environment) { _, new in new }
        return try StartedProgram(path, arguments, environment: all, errors: errors, hasInput: hasInput)
    }

    /// The path of a data folder that does not exist yet.
    public static func newFolder() -> String { NSTemporaryDirectory() + "hikari-program-\(UUID().uuidString)" }
}
