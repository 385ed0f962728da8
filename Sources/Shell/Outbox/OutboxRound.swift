import SQLite
import Telephony

/// One run of the delivery: carries what is due, a few mails at a time, until nothing is left to do or a minute has passed.
///
/// A mail that takes long holds one place, not the others. Each outcome is written as soon as it is known.
struct OutboxRound: Sendable {
    let services: Services

    /// So many mails are under way at a time.
    package static let width = 4
    /// So many more, of those that somebody waits for: a server that stalls holds the others, and codes have a short life.
    package static let awaitedWidth = 2
    /// While mails are under way, new ones are looked for so often.
    private static let lookAgain: Duration = .milliseconds(500)
    /// Nothing more is begun then; the next run does so at once.
    private static let longest: Duration = .minutes(1)

    private static let unreadable = MailDelivery.refused("the mail was sealed with another server's key")

    private enum Event: Sendable {
        case carried(Int)
        case timePassed
    }

    /// Mails under way, by number; each can be cut by itself.
    private typealias UnderWay = [Int: (mail: OutboxMail, work: Task<Void, Never>)]

    func run() async throws {
        let end = services.now() + Self.longest
        try await withThrowingTaskGroup(of: Event.self) { group in
            var underWay: UnderWay = [:]
            var isWaiting = false
            while true {
                try cutBegunAnew(underWay)
                // A server that stops begins nothing more.
                for mail in Task.isCancelled || services.now() >= end ? [] : try due(besides: underWay) {
                    let work = Task { await deliver(mail) }
                    underWay[mail.id] = (mail, work)
                    group.addTask {
                        await withTaskCancellationHandler {
                            await work.value
                        } onCancel: {
                            work.cancel()
                        }
                        return .carried(mail.id)
                    }
                }
                if underWay.isEmpty { break }
                if !isWaiting, !Task.isCancelled {
                    isWaiting = true
                    group.addTask {
                        await services.pause(Self.lookAgain)
                        return .timePassed
                    }
                }
                switch try await group.next() {
                case .carried(let id): underWay[id] = nil
                case .timePassed, nil: isWaiting = false
                }
            }
            group.cancelAll()
        }
    }

    /// The operator wants them tried now: an attempt that hangs is cut, unless the mail may have been taken.
    private func cutBegunAnew(_ underWay: UnderWay) throws {
        guard !underWay.isEmpty else { return }
        let since = try services.database.read { try OutboxStore.waitingSince(underWay.keys, $0) }
        for (id, attempt) in underWay where since[id].map({ $0 > attempt.mail.waitingSince }) ?? false {
            attempt.work.cancel()
        }
    }

    /// When nothing is due this is one look into an index. A server that could not be reached gets one mail at a time, and one that
    /// somebody waits for past that.
    private func due(besides underWay: UnderWay) throws -> [OutboxMail] {
        let free = Self.width + Self.awaitedWidth - underWay.count
        guard free > 0 else { return [] }
        let now = services.now()
        return try services.database.read { database in
            let due = try OutboxStore.due(atMost: free, without: Set(underWay.keys), at: now, database)
            guard !due.isEmpty else { return [] }
            guard let pause = try OutboxStore.pause(database) else {
                return Self.admitted(due, besides: underWay.count, usual: Self.width, more: Self.awaitedWidth)
            }
            guard pause.until <= now else { return [] }
            return Array(Self.admitted(due, besides: underWay.count, usual: 1, more: 1).prefix(1))
        }
    }

    /// Those of the mails that have a place; those that somebody waits for come first and have some more.
    static func admitted(_ due: [OutboxMail], besides underWay: Int, usual: Int, more: Int) -> [OutboxMail] {
        due.enumerated().filter { index, mail in
            underWay + index < usual + (mail.mail.isAwaited ? more : 0)
        }.map(\.element)
    }

    private func deliver(_ mail: OutboxMail) async {
        guard !mail.isWorthless(at: services.now()) else {
            return await write(mail) {
                try OutboxStore.expire(mail, at: $0, $1)
            } tell: { _ in
                OutboxLog.expired(mail.id, mail.mail.kind, services.log)
            }
        }
        guard let delivery = await carry(mail) else { return }
        await write(mail) {
            try OutboxStore.note(delivery, of: mail, at: $0, $1)
        } tell: {
            OutboxLog.attempted(mail, delivery, $0, services.log)
        }
    }

    /// Nil when it was cut short: then nothing has come of it.
    private func carry(_ mail: OutboxMail) async -> MailDelivery? {
        guard let words = try? mail.mail.opened(under: services.key) else { return Self.unreadable }
        return try? await services.mailCarrier.carry(words, reference: mail.reference, writtenAt: mail.writtenAt)
    }

    /// Until it is written: a mail whose fate is not on the disk would be sent again. Only this run knows of it, and holds on
    /// to it while the disk is full.
    private func write<Value: Sendable>(
        _ mail: OutboxMail, _ change: @escaping @Sendable (Moment, Connection) throws -> Value,
        tell: (Value) -> Void
    ) async {
        while true {
            do {
                let now = services.now()
                return tell(try await services.database.write { try change(now, $0) })
            } catch {
                services.log(.failure, "mail not noted", ["id": "\(mail.id)", "error": "\(error)"])
            }
            if Task.isCancelled { return }
            await services.pause(.seconds(1))
        }
    }
}
