import Accounts
import Crypto
import Foundation
import HTTP
import Mustache
import Ordering
import SQLite
import Settings
import Shell
import Telephony
import Transport

/// The site put together from its configuration: the one place that knows the real clock, randomness, files and threads.
struct SiteAssembly {
    let services: Services
    /// Of the ordering site; the house is the same.
    let orderingServices: Services
    let files: StaticFiles
    let database: Database
    let health: HealthRecord
    /// People take turns here, before the threads below.
    let hashing: FairLane
    private let hashingThreads: WorkQueue
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
        let threads = try WorkQueue(name: "hashing", threads: width, niceness: 10, capacity: width)
        hashingThreads = threads
        let start = ContinuousClock.now
        hashing = FairLane(
            width: width, capacity: SiteAssembly.mostWaitingForHash, elapsed: { ContinuousClock.now - start },
            execute: threads.add)
        fileWork = try WorkQueue(name: "files", threads: 1, niceness: 10, capacity: 32)
        mailing = try Mailing(configuration, isDemo: isDemo, on: mailLoop)
        let services = Services(
            database: database,
            work: Work(
                hashing: hashing, cost: configuration.hashingCost,
                files: QueueLane(queue: fileWork, width: 1)),
            now: now, steady: SteadyClock(now: now, elapsed: { ContinuousClock.now - start }),
            random: SiteAssembly.random,
            pause: { duration in
                if duration > .zero { try? await Task.sleep(for: duration) }
            },
            language: .ofSite, site: configuration.identity, sessions: configuration.sessions,
            log: Log(now: now, write: StandardStream.error.write),
            pages: try TemplateFolder.pages(inHome: configuration.home, files, isDemo: isDemo),
            key: try DataFolder(configuration.data).serverKey(),
            mailCarrier: mailing.carrier,
            endedSessions: try SiteAssembly.endedSessions(inData: configuration.data, fileWork))
        self.services = services
        orderingServices = services.serving(
            configuration.orderingIdentity, sessions: configuration.sessions,
            pages: try TemplateFolder.pages(
                inHome: configuration.home, files, isDemo: isDemo, frame: OrderingSite.templateFolder,
                limits: OrderingSite.limits))
    }

    private static func endedSessions(inData data: String, _ queue: WorkQueue) throws -> EndedSessions {
        let file = EndedSessionFile(inData: data, queue)
        let ended = EndedSessions(journal: file)
        // Whose session it is the journal does not say: it is in one table or the other.
        ended.restore(file.content()) { session, database in
            try SignIn.end(session, database)
            try Entrance.end(session, database)
        }
        return ended
    }

    /// Sees what a hash takes on this machine when all threads are at it, so that whoever has to wait is told a true time from
    /// the first on.
    func measureHashing() {
        let (lane, cost) = (hashing, services.work.hashingCost)
        Task { await lane.measure { _ = try cost.derive(password: [], salt: [], count: 32) } }
    }

    /// Says where mails go, if they do not leave the house.
    func tellOfMailing() { mailing.tell(services.log) }

    /// While the loops still run, after the last mail.
    func stopMailing() { mailing.stop() }

    func stop() {
        hashing.stop()
        hashingThreads.stop()
        fileWork.stop()
        database.close()
    }

    /// Some kilobytes each: on the day when everybody signs in, everybody has a place.
    private static let mostWaitingForHash = 10_000

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
