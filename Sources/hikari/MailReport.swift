import Settings
import Shell
import Telephony

/// What `hikari mail queue` prints.
enum MailReport {
    private struct Description: Encodable {
        let server: Server?
        let mails: [Mail]

        struct Server: Encodable {
            let unreachableSince: String
            let nextAttemptAt: String
            let reply: String
        }

        struct Mail: Encodable {
            let id: Int
            let state: String
            let kind: String
            let recipient: String
            let writtenAt: String
            let deferrals: Int
            let nextAttemptAt: String?
            let bouncedAt: String?
            let lastReply: String?
            let canBeRetried: Bool
        }
    }

    static func print(_ queue: OutboxQueue, _ call: Invocation) throws {
        if call.arguments.has(.json) { return try call.printJSON(description(queue)) }
        for entry in queue.entries { call.print(line(entry)) }
        guard let trouble = queue.trouble else { return }
        call.print(
            """
            the mail server cannot be reached since \(trouble.since.machineText), \
            next attempt \(trouble.nextAttemptAt.machineText): \(trouble.reply)
            """)
    }

    private static func line(_ entry: OutboxQueue.Entry) -> String {
        [
            "\(entry.id)", entry.isWaiting ? "waiting" : "bounced", entry.kind, entry.recipient.text,
            "written \(entry.writtenAt.machineText)",
            entry.nextAttemptAt.map { "next \($0.machineText)" }, entry.bouncedAt.map { "bounced \($0.machineText)" },
            entry.lastReply,
        ].compactMap { $0 }.joined(separator: "  ")
    }

    private static func description(_ queue: OutboxQueue) -> Description {
        Description(
            server: queue.trouble.map {
                .init(
                    unreachableSince: $0.since.machineText, nextAttemptAt: $0.nextAttemptAt.machineText,
                    reply: $0.reply)
            },
            mails: queue.entries.map { entry in
                .init(
                    id: entry.id, state: entry.isWaiting ? "waiting" : "bounced", kind: entry.kind,
                    recipient: entry.recipient.text, writtenAt: entry.writtenAt.machineText, deferrals: entry.deferrals,
                    nextAttemptAt: entry.nextAttemptAt?.machineText, bouncedAt: entry.bouncedAt?.machineText,
                    lastReply: entry.lastReply, canBeRetried: entry.canBeRetried)
            })
    }
}
