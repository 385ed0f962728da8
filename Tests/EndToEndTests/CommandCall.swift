import Foundation
import Synchronization

@testable import hikari

/// The program's commands, called with argument arrays on a data folder that goes when the test ends.
final class CommandCall: Sendable {
    let folder: URL
    var data: String { folder.appending(path: "data").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    struct Outcome {
        let status: Int32
        /// Lines.
        let output: [String]
        let errors: [String]
    }

    /// Runs `hikari LINE --data FOLDER`; the line is split at spaces.
    func callAsFunction(_ line: String) async -> Outcome {
        await run(line.split(separator: " ").map(String.init) + ["--data", data])
    }

    func run(_ arguments: [String]) async -> Outcome {
        let output = Lines()
        let errors = Lines()
        let status = await CommandTable.all.run(
            arguments, Surroundings(output: output.add, error: errors.add, environment: [:]))
        return Outcome(status: status, output: output.all, errors: errors.all)
    }

    /// Writes a file and returns its path.
    func file(_ text: String) throws -> String {
        let path = folder.appending(path: "file-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}

private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
}
