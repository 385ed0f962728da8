import Foundation

/// The built program serving its demonstration on a free port, with a data folder of its own.
struct SiteUnderTest: Sendable {
    /// The folder of the package, two above this file.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `https://localhost:PORT`
    let origin: String
    let data: String

    static func use(_ body: (SiteUnderTest) async throws -> Void) async throws {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("hikari-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: data) }
        let server = try RunningProgram(try program(), ["demo", "--port", "0", "--data", data])
        defer { server.stop() }
        let line = try await server.line(containing: "https://localhost:")
        guard let range = line.range(of: #"https://localhost:\d+"#, options: .regularExpression) else {
            throw RunningProgram.Failure(description: "hikari demo named no port: \(line)")
        }
        try await body(SiteUnderTest(origin: String(line[range]), data: data))
    }

    /// Sets a temporary password of the demonstration's first contract by telephone.
    func dial(_ password: String, from number: String = "0312340001") async throws {
        let telephone = try RunningProgram(
            try SiteUnderTest.program(),
            ["dial", "--data", data, "--from", number, "--keys", "1,\(password),\(password)"])
        let (output, status) = await telephone.ending()
        guard status == 0, output.contains("設定が完了しました") else {
            throw RunningProgram.Failure(description: "hikari dial set no password (exit \(status)): \(output)")
        }
    }

    /// Runs an operator's command on the data.
    func operate(_ command: [String]) async throws {
        let (output, status) = try await RunningProgram(SiteUnderTest.program(), command + ["--data", data]).ending()
        guard status == 0 else {
            throw RunningProgram.Failure(description: "hikari \(command.joined(separator: " ")): \(output)")
        }
    }

    /// The program beside the test bundle, else in the package's debug products.
    private static func program() throws -> String {
        let bundles = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
        let folders = bundles.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let paths = (folders + [package.appendingPathComponent(".build/debug")]).map { $0.path + "/hikari" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw RunningProgram.Failure(
                description:
                    "the program is not built: there is no \(paths.joined(separator: ", no ")); run \"swift build\"")
        }
        return path
    }
}
