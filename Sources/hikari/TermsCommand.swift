import Foundation
import Ordering
import SQLite
import Shell
import Telephony

/// `hikari ordering terms …`: the documents that people agree to, version by version (FEE-6).
enum TermsCommand {
    static let all = [importing, list]

    private static let documents = ConsentDocument.allCases.map(\.word).joined(separator: ", ")

    private static let importing = Command(
        name: "ordering terms import", words: "FILE", wordCount: 1...1,
        summary: "Add a version of a document, from a day on.",
        details: """
            FILE is the text, in UTF-8: a line is a paragraph. Whoever is concerned is told on the dashboard and administrators by mail, once,
            from \(ConsentVersion.noticeDays) days before DAY on. Who is ordering when it takes effect is asked again. A version stays: orders name it.
            """,
        options: [
            Option(name: "--document", value: "NAME", summary: "\(documents) (required)"),
            Option(name: "--version", value: "NAME", summary: "what the version is called (required)"),
            Option(name: "--from", value: "DAY", summary: "the day on which it takes effect: 2026-12-01 (required)"),
            Option(name: "--dry-run", value: nil, summary: "only say what would happen"),
        ]
    ) { call in
        let (arguments, now) = (call.arguments, call.surroundings.now())
        guard let document = ConsentDocument(word: try arguments.needed("--document")) else {
            throw WrongUsage("--document takes one of \(documents)")
        }
        let day = try AuditTime("--from", try arguments.needed("--from"), now: now).start.day
        let text = try text(arguments.words[0])
        let isDry = arguments["--dry-run"] != nil
        let database = try call.openDatabase()
        defer { database.close() }
        do {
            let version = try ConsentOperator.version(
                of: document, named: try arguments.needed("--version"), from: day, text)
            let isNew =
                isDry
                ? try database.read { try ConsentOperator.isNew(version, $0) }
                : try await database.write {
                    try ConsentOperator.add(version, by: .operatorOfOrdering(company: nil, at: now), $0)
                }
            if Moment(startOf: day) <= now, isNew {
                call.surroundings.error("hikari: warning: it takes effect at once, and nobody is told before")
            }
            let what = "\(document.word) \(version.version) from \(version.from.isoText), SHA-256 \(version.sha256)"
            call.print(!isNew ? "unchanged: \(what)" : isDry ? "would add \(what)" : "added \(what)")
        } catch let problem as ConsentOperator.Problem {
            throw Refusal(problem.words)
        }
    }

    private static func text(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= ConsentVersion.mostBytes,
            let text = String(bytes: bytes, encoding: .utf8)
        else {
            throw Refusal("\(path) cannot be read as a text in UTF-8 of at most \(ConsentVersion.mostBytes) bytes")
        }
        return text
    }

    private static let list = Command(
        name: "ordering terms list", summary: "Show the versions of the documents.",
        details: """
            A line for each that has been imported: document, version, from when on, the SHA-256 of its text, and how many characters it has.
            Specimens stand in for documents without a version.
            """,
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let versions = try database.read(ConsentStore.all)
        if call.arguments.has(.json) { return try call.printJSON(versions.map(Description.init)) }
        for version in versions {
            call.print(
                [
                    version.document.word, version.version, "from \(version.from.isoText)", version.sha256,
                    "\(version.text.count)",
                ].joined(separator: "  "))
        }
    }

    private struct Description: Encodable {
        let document: String
        let version: String
        let from: String
        let sha256: String
        let characters: Int

        init(_ version: ConsentVersion) {
            (document, self.version, from) = (version.document.word, version.version, version.from.isoText)
            (sha256, characters) = (version.sha256, version.text.count)
        }
    }
}

extension ConsentOperator.Problem {
    fileprivate var words: String {
        switch self {
        case .name: "--version takes a name of 1 to \(ConsentVersion.longestName) characters"
        case .empty: "the text is empty"
        case .controlCharacter(let line): "line \(line) holds control characters"
        case .tooManyLines: "the text has more than \(ConsentVersion.mostLines) lines"
        case .nameTaken(let day): "there is such a version with another text or day already, from \(day.isoText)"
        case .dayTaken(let version): "the version \(version) takes effect on that day already"
        }
    }
}
