import SQLite
import Settings
import Shell

/// `hikari mail …`: the operator's commands on mails that have not left the house (OPS-3).
enum MailCommand {
    static let all = [queue, retry]

    private static let everyMail = Option(name: "--all", value: nil, summary: "every mail that waits or has bounced")

    private static let queue = Command(
        name: "mail queue",
        summary: "List the mails that wait and those that have bounced.",
        details: """
            A line for each mail: its number, whether it waits or has bounced, what it is about, the recipient, when it was
            written, when it is tried next or when it bounced, and what the mail server said last. Subjects and texts are
            never shown. Mails that have been sent are not listed.
            """,
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        try MailReport.print(try database.read(OutboxStore.queue), call)
    }

    private static let retry = Command(
        name: "mail retry", words: "[ID]", wordCount: 0...1,
        summary: "Have mails tried again now.",
        details: """
            ID is a number of hikari mail queue. The running server takes the mails at once, and cuts attempts that hang; they have
            a whole day again before they bounce. A mail whose code or link has expired cannot be sent any more.
            """,
        options: [everyMail]
    ) { call in
        let id = try id(call.arguments)
        let actor = Actor.operator(contract: nil, at: call.surroundings.now())
        let database = try call.openDatabase()
        defer { database.close() }
        let count = try await database.write { try OutboxStore.retry(id, by: actor, $0) }
        if let id, count == 0 { throw refusal(of: id, try database.read(OutboxStore.queue)) }
        call.print("\(count) \(count == 1 ? "mail is" : "mails are") tried again now")
    }

    /// Nil for all mails.
    private static func id(_ arguments: Arguments) throws -> Int? {
        switch (arguments.words.first, arguments.has(everyMail)) {
        case (nil, false): throw WrongUsage("ID or --all is missing")
        case (nil, true): return nil
        case (_, true): throw WrongUsage("ID and --all exclude each other")
        case (let word?, false):
            guard let id = Int(word), id > 0 else { throw WrongUsage("ID is a number of hikari mail queue") }
            return id
        }
    }

    private static func refusal(of id: Int, _ queue: OutboxQueue) -> Refusal {
        queue.entries.contains { $0.id == id }
            ? Refusal("mail \(id) cannot be sent any more: its code or link has expired")
            : Refusal("there is no mail \(id) that waits or has bounced")
    }
}
