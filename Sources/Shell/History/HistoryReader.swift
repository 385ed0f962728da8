import SQLite
import Telephony

/// One person's search through the audit trail.
struct HistoryReader<Person: Visitor>: Sendable {
    let search: HistorySearch
    let person: Person
    let scope: History.Scope
    let vocabulary: HistoryVocabulary<Person>
    let language: Language

    func page(_ database: Connection) throws -> History.Page {
        try read(want: History.linesPerPage, mostLooked: History.mostLooked, database)
    }

    /// What goes into one file.
    func all(_ database: Connection) throws -> History.Page {
        try read(want: History.mostInFile, mostLooked: History.mostLookedForFile, database)
    }

    /// Words are compared with what the page shows, which no index knows: that is why looking has a limit.
    private func read(want: Int, mostLooked: Int, _ database: Connection) throws -> History.Page {
        let found = try HistoryStore.find(
            search, in: scope, want: want, mostLooked: mostLooked, isWanted: isWanted, database)
        return History.Page(lines: found.lines.map(entry), end: found.end)
    }

    private func entry(_ line: History.Line) -> HistoryEntry {
        HistoryEntry(line, in: scope, vocabulary, language)
    }

    private func isWanted(_ line: History.Line) -> Bool {
        let entry = vocabulary.entry(for: line.event)
        if let entry, !entry.vocabulary.isShown(person) { return false }
        if !search.kind.isEmpty, entry?.group != search.kind { return false }
        guard !search.words.isEmpty else { return true }
        let text = self.entry(line).searched
        return search.words.allSatisfy { HistoryText.contains(text, $0) }
    }
}
