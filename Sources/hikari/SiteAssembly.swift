import Crypto
import Foundation
import HTTP
import Mustache
import SQLite
import Settings
import Shell
import Telephony
import Transport

/// The site put together from its configuration: the one place that knows the real clock, randomness, files and threads.
struct SiteAssembly {
    let services: Services
    let files: StaticFiles
    let database: Database
    let health: HealthRecord
    let hashing: WorkQueue
    let fileWork: WorkQueue
    private let mailing: Mailing

    /// Mails are carried on `mailLoop`.
    init(_ configuration: Configuration, isDemo: Bool = false, mailLoop: EventLoop) throws {
        let now: @Sendable () -> Moment = { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
        let health = HealthRecord(at: now())
        self.health = health
        database = try DataFolder(configuration.data).openDatabase(reserve: configuration.diskReserve) {
            health.note($0, at: now())
        }
        try HomeFolder(configuration.home).check()
        files = try StaticFiles(directory: configuration.home + "/Public")
        // Memory is the limit too: each hash takes 128·N·r bytes, 16 MiB by default.
        let width = LoopGroup.availableProcessors
        hashing = try WorkQueue(name: "hashing", threads: width, niceness: 10, capacity: 100)
        fileWork = try WorkQueue(name: "files", threads: 1, niceness: 10, capacity: 32)
        mailing = try Mailing(configuration, isDemo: isDemo, on: mailLoop)
        services = Services(
            database: database,
            work: Work(
                hashing: QueueLane(queue: hashing, width: width), cost: configuration.hashingCost,
                files: QueueLane(queue: fileWork, width: 1)),
            now: now,
            random: SiteAssembly.random,
            pause: { duration in
                if duration > .zero { try? await Task.sleep(for: duration) }
            },
            language: .ofSite, site: configuration.identity, sessions: configuration.sessions,
            log: Log(now: now, write: StandardStream.error.write),
            pages: try TemplateFolder.pages(inHome: configuration.home, files, isDemo: isDemo),
            key: try DataFolder(configuration.data).serverKey(),
            mailCarrier: mailing.carrier)
    }

    /// Says where mails go, if they do not leave the house.
    func tellOfMailing() { mailing.tell(services.log) }

    /// While the loops still run, after the last mail.
    func stopMailing() { mailing.stop() }

    func stop() {
        hashing.stop()
        fileWork.stop()
        database.close()
    }

    /// Without randomness no session, token or salt is safe: then nothing may go on.
    static let random: @Sendable (Int) -> [UInt8] = { count in
        do {
            return try RandomBytes.make(count)
        } catch {
            StandardStream.error.write(Array("hikari: the system gives no random bytes: \(error)\n".utf8))
            exit(1)
        }
    }
}

/// A bounded queue of the transport as the site's kind of it.
private struct QueueLane: WorkLane {
    let queue: WorkQueue
    let width: Int

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        do {
            return try await queue.run(body)
        } catch WorkQueueError.full {
            throw WorkLaneError.full
        }
    }
}
