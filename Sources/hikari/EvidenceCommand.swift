import Exchange
import Foundation
import Ordering
import SQLite
import Shell
import Telephony

/// `hikari ordering evidence …`: what companies have handed in with their orders (DATED-3), for the operator alone.
enum EvidenceCommand {
    static let all = [list, read]

    private static let list = Command(
        name: "ordering evidence list",
        summary: "Show the files that prove something about customers, the newest first.",
        details: """
            A line for each: its number, when it came, the company, the order (or the draft that it waits with), what it is, its size and its
            name. Files of orders go after \(EvidenceFile.years) years, others with their drafts.
            """,
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let files = try database.read(EvidenceStore.all)
        if call.arguments.has(.json) { return try call.printJSON(files.map(Description.init)) }
        for file in files { call.print(line(file)) }
    }

    private struct Description: Encodable {
        let id: Int
        let uploadedAt: String
        let company: Int
        /// Null: it waits with a draft.
        let order: String?
        let purpose: String
        let bytes: Int
        let name: String

        init(_ file: KeptEvidence) {
            (id, uploadedAt, company) = (file.id, file.uploadedAt.machineText, file.company)
            (order, purpose, bytes, name) = (file.order?.text, file.purpose.rawValue, file.bytes, file.name)
        }
    }

    private static let read = Command(
        name: "ordering evidence read", words: "ID FILE", wordCount: 2...2,
        summary: "Write one of these files to FILE, which nobody else may read.",
        details: "FILE must not be there yet. That it was read stands in the company's history."
    ) { call in
        guard let id = Int(call.arguments.words[0]) else { throw WrongUsage("ID is the number that list shows") }
        let (path, now) = (call.arguments.words[1], call.surroundings.now())
        let key = try DataFolder(try call.configuration().data).serverKey()
        let database = try call.openDatabase()
        defer { database.close() }
        let made = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw Refusal("cannot make \(path) (error \(errno))") }
        let handle = FileHandle(fileDescriptor: made, closeOnDealloc: true)
        let found = try await database.write { database in
            try EvidenceOperator.read(id, key, by: { .operatorOfOrdering(company: $0, at: now) }, database)
        }
        guard let (file, content) = found else {
            unlink(path)
            throw Refusal("there is no file \(id) that this server can open")
        }
        try handle.write(contentsOf: Data(content))
        call.print("\(path) is \(file.name), \(content.count) bytes")
    }

    private static func line(_ file: KeptEvidence) -> String {
        [
            "\(file.id)", file.uploadedAt.machineText, "company \(file.company)",
            file.order.map { "order \($0)" } ?? "draft \(file.draft)", file.purpose.rawValue, "\(file.bytes)",
            file.name,
        ].joined(separator: "  ")
    }
}
