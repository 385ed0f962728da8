import Crypto
import SQLite
import Shell
import Telephony

extension PasswordJobs {
    /// One chunk of the job whose turn it is, or the end of one; false when there is nothing to do just now.
    static func step(_ services: Services, kinds: [PasswordJobKind]) async throws -> Bool {
        guard let chunk = try services.database.read({ try PasswordJobWorkStore.next($0) }) else { return false }
        let (job, now) = (chunk.job, services.now())
        guard let kind = kinds.first(where: { $0.name == job.kind }), now - job.createdAt < lifetime else {
            try await fail(job, .overdue, services)
            return true
        }
        guard !chunk.lines.isEmpty else { return try await complete(job, kind, services) }
        guard let texts = try open(chunk, services.key) else {
            try await fail(job, .otherKey, services)
            return true
        }
        do {
            let results = try await hash(chunk.lines, texts, kind.work, services)
            try await services.database.write { try PasswordJobWorkStore.save(results, of: chunk, $0) }
            return true
        } catch WorkLaneError.full {
            // Sign-ins come first.
            return false
        }
    }

    // MARK: Hashing

    /// nil when a password cannot be opened: sealed by a server with another key.
    private static func open(_ chunk: PasswordJobWorkStore.Chunk, _ serverKey: ServerKey) throws -> [String]? {
        let key = PasswordJobSeal.key(of: chunk.job.id, serverKey)
        var texts: [String] = []
        for line in chunk.lines {
            guard let text = try PasswordJobSeal.open(line.sealed, chunk.job.id, line.number, key) else { return nil }
            texts.append(text)
        }
        return texts
    }

    /// In the order of the lines; a few at a time, so that a sign-in waits for one hash at most.
    private static func hash(
        _ lines: [PasswordJobWorkStore.Line], _ texts: [String], _ work: PasswordJobWork, _ services: Services
    ) async throws -> [PasswordJobResult] {
        let lane = services.work.hashing
        return try await withThrowingTaskGroup(of: (Int, PasswordJobResult).self) { group in
            var results: [Int: PasswordJobResult] = [:]
            for (index, line) in lines.enumerated() {
                if index >= width(of: lane), let (done, result) = try await group.next() { results[done] = result }
                let salt = services.random(PasswordHash.saltLength)
                let (text, cost) = (texts[index], services.work.hashingCost)
                group.addTask {
                    (index, try await lane.run { try result(line, text, work, salt: salt, cost) })
                }
            }
            for try await (done, result) in group { results[done] = result }
            return lines.indices.compactMap { results[$0] }
        }
    }

    private static func result(
        _ line: PasswordJobWorkStore.Line, _ text: String, _ work: PasswordJobWork, salt: [UInt8],
        _ cost: Scrypt
    ) throws -> PasswordJobResult {
        guard line.isOfContract else { return .none }
        switch work {
        case .set: return .made(try PasswordHash(of: text, salt: salt, parameters: cost))
        case .check:
            guard let stored = line.stored else { return .none }
            return try stored.matches(text) ? .right(stored) : .wrong(stored)
        }
    }

    // MARK: The end

    /// A job whose end cannot be written now is tried again, after the others; until then it keeps its hashes.
    private static func complete(_ job: PasswordJob, _ kind: PasswordJobKind, _ services: Services) async throws -> Bool
    {
        let now = services.now()
        do {
            try await services.database.write { database in
                guard let finished = try PasswordJobWorkStore.finished(job, at: now, database) else { return }
                let report = try kind.complete(finished, services, database)
                try PasswordJobWorkStore.note(report.remarks, of: job, database)
                try PasswordJobStore.end(
                    job.id, report.isDone ? .finished : .failed, report.sentences, at: now, database)
            }
            return true
        } catch {
            try await services.database.write { try PasswordJobWorkStore.giveWay(job, $0) }
            throw error
        }
    }

    private static func fail(_ job: PasswordJob, _ refusal: PasswordJobRefusal, _ services: Services) async throws {
        let (now, sentence) = (services.now(), refusal.sentence(in: services.language))
        try await services.database.write { database in
            try PasswordJobStore.end(job.id, .failed, [sentence], at: now, database)
        }
    }
}
