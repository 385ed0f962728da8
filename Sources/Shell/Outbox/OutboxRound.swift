import SQLite
import Telephony

/// One run of the delivery: carries what is due, a few mails at a time, until nothing is left to do.
///
/// A mail that takes long holds one place, not the others. Each outcome is written as soon as it is known.
struct OutboxRound: Sendable {
    let services: Services

    /// So many mails are under way at a time.
    package static let width = 4
    /// While mails are under way, new ones are looked for so often.
    private static let lookAgain: Duration = .milliseconds(500)

    private static let unreadable = MailDelivery.refused("the mail was sealed with another server's key")

    private enum Event: Sendable {
        case carried(Int)
        case timePassed
    }

    func run() async throws {
        try await withThrowingTaskGroup(of: Event.self) { group in
            var underWay: Set<Int> = []
            var isWaiting = false
            while true {
                // A server that stops lets what is under way come to its end, and begins nothing more.
                for mail in Task.isCancelled ? [] : try due(without: underWay) {
                    underWay.insert(mail.id)
                    group.addTask {
                        await deliver(mail)
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
                case .carried(let id): underWay.remove(id)
                case .timePassed, nil: isWaiting = false
                }
            }
            group.cancelAll()
        }
    }

    /// When nothing is due this is one look into an index. A server that could not be reached gets one mail at a time.
    private func due(without underWay: Set<Int>) throws -> [OutboxMail] {
        guard underWay.count < Self.width else { return [] }
        let now = services.now()
        return try services.database.read { database in
            let free = Self.width - underWay.count
            let due = try OutboxStore.due(atMost: free, without: underWay, at: now, database)
            guard !due.isEmpty, let pause = try OutboxStore.pause(database) else { return due }
            return pause.until <= now && underWay.isEmpty ? Array(due.prefix(1)) : []
        }
    }

    private func deliver(_ mail: OutboxMail) async {
        guard !mail.isWorthless(at: services.now()) else {
            return await write(mail) {
                try OutboxStore.expire(mail, at: $0, $1)
            } tell: { _ in
                OutboxLog.expired(mail.id, mail.mail.kind, services.log)
            }
        }
        // In a task of its own: a conversation that has begun is not cut off, or nobody would know how it went.
        let delivery = await Task { [carrier = services.mailCarrier, key = services.key] in
            guard let words = try? mail.mail.opened(under: key) else { return Self.unreadable }
            return await carrier.carry(words, reference: mail.reference, writtenAt: mail.writtenAt)
        }.value
        await write(mail) {
            try OutboxStore.note(delivery, of: mail, at: $0, $1)
        } tell: {
            OutboxLog.attempted(mail, delivery, $0, services.log)
        }
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
