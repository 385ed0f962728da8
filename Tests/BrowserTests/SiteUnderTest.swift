import Foundation
import TestPrograms

/// The built program serving its demonstration on a free port, with a data folder of its own.
struct SiteUnderTest: Sendable {
    /// `https://localhost:PORT`
    let origin: String
    /// That of the ordering site.
    let ordering: String
    let data: String

    private static let places = Places()

    /// - Parameter options: of `hikari demo`.
    static func use(
        _ options: [String] = [], _ body: (SiteUnderTest) async throws -> Void
    ) async throws {
        await places.enter()
        do {
            try await start(options, body)
            await places.leave()
        } catch {
            await places.leave()
            throw error
        }
    }

    private static func start(
        _ options: [String], _ body: (SiteUnderTest) async throws -> Void
    ) async throws {
        let data = BuiltProgram.newFolder()
        defer { try? FileManager.default.removeItem(atPath: data) }
        let (server, line, next) = try await onOwnThread {
            // Hashes as dear as they are in service: what takes its time there is looked at while it goes on.
            let server = try BuiltProgram.start(
                ["demo", "--port", "0", "--data", data] + options,
                environment: ["HIKARI_SCRYPT_N": "16384", "HIKARI_SCRYPT_P": "5"], errors: .withOutput)
            let line = try server.line(containing: "https://localhost:")
            return (server, line, try server.line(containing: "ordering site at"))
        }
        defer { server.stop() }
        guard let range = line.range(of: #"https://localhost:\d+"#, options: .regularExpression) else {
            throw StartedProgram.Failure(description: "hikari demo named no port: \(line)")
        }
        let ordering = next.split(separator: ":").last.map { "https://localhost:\($0)" } ?? ""
        try await body(SiteUnderTest(origin: String(line[range]), ordering: ordering, data: data))
    }

    /// Sets a temporary password of the demonstration's first contract by telephone.
    func dial(_ password: String, from number: String = "0312340001") async throws {
        let call = try await onOwnThread { [data] in
            try BuiltProgram.run(["dial", "--data", data, "--from", number, "--keys", "1,\(password),\(password)"])
        }
        guard call.status == 0, call.output.contains("設定が完了しました") else {
            throw StartedProgram.Failure(
                description: "hikari dial set no password (exit \(call.status)): \(call.output)\(call.error)")
        }
    }

    /// Runs an operator's command on the data.
    func operate(_ command: [String]) async throws {
        let call = try await onOwnThread { [data] in try BuiltProgram.run(command + ["--data", data]) }
        guard call.status == 0 else {
            throw StartedProgram.Failure(
                description: "hikari \(command.joined(separator: " ")): \(call.output)\(call.error)")
        }
    }
}

extension Browser {
    /// Opens the mailbox until the mail is there, which is sent a moment after its cause.
    func mail(_ subject: String, at site: SiteUnderTest) async throws {
        try await waitForOthers(
            until: {
                try await open(site.origin + "/demo/mail")
                return try await allWords().contains(subject)
            }, otherwise: "no mail 「\(subject)」 came")
    }
}

/// So many sites, each with its browser, at a time: a browser keeps a processor busy, and a dozen at once starve each other until
/// their drivers give up.
private actor Places {
    private var free = ProcessInfo.processInfo.activeProcessorCount + 1
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
