import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension History {
    /// - Parameters:
    ///   - vocabularies: of all that write into the audit trail.
    ///   - canUndo: whether the person can undo changes where they were made.
    static func feature(
        _ services: Services, vocabularies: [@Sendable (Language) -> EventVocabulary<Person>],
        canUndo: @escaping @Sendable (Person) -> Bool
    ) -> Feature<Person> {
        let languages = Language.allCases.map { language in
            (language, HistoryVocabulary(vocabularies.map { $0(language) }))
        }
        let page = HistoryPage(
            services: services, vocabularies: Dictionary(uniqueKeysWithValues: languages), canUndo: canUndo)
        return Feature(
            routes: [
                .page(.get, "/history", page.show),
                .page(.get, "/history/export.csv", page.export),
            ], forgetOld: HistoryStore.forgetOld)
    }
}

/// 操作履歴: what was done, newest first; a search; and the same as a file.
struct HistoryPage: Sendable {
    let services: Services
    let vocabularies: [Language: HistoryVocabulary]
    let canUndo: @Sendable (Person) -> Bool

    static let path = "/history"

    func show(_ visit: Visit<Person>) async throws -> Response {
        let search = HistorySearch(visit.query)
        return try page(visit, search, try await page(visit, search))
    }

    /// What was searched for, as a file for spreadsheets.
    func export(_ visit: Visit<Person>) async throws -> Response {
        let search = HistorySearch(visit.query)
        guard search.problems.isEmpty else { return try page(visit, search, nil) }
        let (reader, language) = (reader(search, visit), visit.language)
        let database = services.database
        let bytes = try await services.work.files.run {
            HistoryFile.download(try database.read { try reader.all($0) }, in: language)
        }
        return .csv(
            bytes, HistoryFile.name(for: visit.person, at: visit.now, in: language),
            plainName: "history_\(visit.person.number.digits).csv")
    }

    /// A search that looks at each line does so where it holds up no other page.
    private func page(_ visit: Visit<Person>, _ search: HistorySearch) async throws -> HistoryReader.Page? {
        guard search.problems.isEmpty else { return nil }
        let reader = reader(search, visit)
        let database = services.database
        guard search.looksAtEachLine else { return try database.read { try reader.page($0) } }
        return try await services.work.files.run { try database.read { try reader.page($0) } }
    }

    private func reader(_ search: HistorySearch, _ visit: Visit<Person>) -> HistoryReader {
        HistoryReader(
            search: search, person: visit.person, vocabulary: vocabulary(visit), language: visit.language)
    }

    private func vocabulary(_ visit: Visit<Person>) -> HistoryVocabulary {
        vocabularies[visit.language, default: HistoryVocabulary([])]
    }

    private func page(_ visit: Visit<Person>, _ search: HistorySearch, _ page: HistoryReader.Page?) throws -> Response {
        let problems = search.problems.map { $0.problem(in: visit.language) }
        let view = HistoryView(
            search: search, problems: problems, page: page, person: visit.person,
            groups: vocabulary(visit).groups(for: visit.person), canUndo: canUndo(visit.person),
            language: visit.language)
        return try services.page("History/history", view, for: visit, problems: problems)
    }
}
