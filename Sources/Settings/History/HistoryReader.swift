import Accounts
import SQLite
import Shell
import Telephony

/// One person's search through the audit trail.
struct HistoryReader: Sendable {
    let search: HistorySearch
    let person: Person
    let vocabulary: HistoryVocabulary
    let language: Language

    struct Page: Sendable {
        let lines: [HistoryEntry]
        /// Where older lines begin, if there are any.
        let end: History.Place?
    }

    func page(_ database: Connection) throws -> Page {
        try read(want: History.linesPerPage, mostLooked: History.mostLooked, database)
    }

    /// What goes into one file.
    func all(_ database: Connection) throws -> Page {
        try read(want: History.mostInFile, mostLooked: History.mostLookedForFile, database)
    }

    /// Words are compared with what the page shows, which no index knows: that is why looking has a limit.
    private func read(want: Int, mostLooked: Int, _ database: Connection) throws -> Page {
        let found = try HistoryStore.find(
            search, in: History.Scope(person), want: want, mostLooked: mostLooked, isWanted: isWanted, database)
        return Page(lines: found.lines.map(entry), end: found.end)
    }

    private func entry(_ line: History.Line) -> HistoryEntry {
        HistoryEntry(line, for: person, vocabulary, in: language)
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
