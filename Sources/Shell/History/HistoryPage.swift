import HTTP
import Mustache
import SQLite
package import Telephony

extension History {
    package static let path = "/history"

    /// How one site shows its trail.
    package struct Manner<Person: Visitor>: Sendable {
        /// The site's template, which says in its words what `Shell/history` leaves open.
        let template: String
        let scope: @Sendable (Person) -> Scope
        /// By which a file is known whose it is, in characters that a file's name can hold; nil where its day is enough.
        let reader: @Sendable (Person) -> String?
        /// What who did something is called.
        let byHeading: @Sendable (Language) -> String
        /// Whether the person can undo changes where they were made.
        let canUndo: @Sendable (Person) -> Bool

        package init(
            template: String, scope: @escaping @Sendable (Person) -> Scope,
            reader: @escaping @Sendable (Person) -> String? = { _ in nil },
            byHeading: @escaping @Sendable (Language) -> String,
            canUndo: @escaping @Sendable (Person) -> Bool = { _ in false }
        ) {
            self.template = template
            self.scope = scope
            self.reader = reader
            self.byHeading = byHeading
            self.canUndo = canUndo
        }
    }

    /// - Parameter vocabularies: of all that write into the site's trail.
    package static func feature<Person: Visitor>(
        _ services: Services, vocabularies: [@Sendable (Language) -> EventVocabulary<Person>], _ manner: Manner<Person>
    ) -> Feature<Person> {
        let languages = Language.allCases.map { language in
            (language, HistoryVocabulary(vocabularies.map { $0(language) }))
        }
        let page = HistoryPage(
            services: services, vocabularies: Dictionary(uniqueKeysWithValues: languages), manner: manner)
        return Feature(routes: [
            .page(.get, path, page.show),
            .page(.get, path + "/export.csv", page.export),
        ])
    }
}

/// 操作履歴: what was done, newest first; a search; and the same as a file.
struct HistoryPage<Person: Visitor>: Sendable {
    let services: Services
    let vocabularies: [Language: HistoryVocabulary<Person>]
    let manner: History.Manner<Person>

    func show(_ visit: Visit<Person>) async throws -> Response {
        let search = HistorySearch(visit.query)
        return try page(visit, search, try await page(visit, search))
    }

    /// What was searched for, as a file for spreadsheets.
    func export(_ visit: Visit<Person>) async throws -> Response {
        let search = HistorySearch(visit.query)
        guard search.problems.isEmpty else { return try page(visit, search, nil) }
        let (reader, language) = (reader(search, visit), visit.language)
        let (database, heading) = (services.database, manner.byHeading(language))
        let bytes = try await services.work.files.run {
            HistoryFile.download(try database.read { try reader.all($0) }, byHeading: heading, in: language)
        }
        let name = manner.reader(visit.person)
        return .csv(
            bytes, HistoryFile.name(of: name, at: visit.now, in: language),
            plainName: name.map { "history_\($0).csv" } ?? "history.csv")
    }

    /// A search that looks at each line does so where it holds up no other page.
    private func page(_ visit: Visit<Person>, _ search: HistorySearch) async throws -> History.Page? {
        guard search.problems.isEmpty else { return nil }
        let reader = reader(search, visit)
        let database = services.database
        guard search.looksAtEachLine else { return try database.read { try reader.page($0) } }
        return try await services.work.files.run { try database.read { try reader.page($0) } }
    }

    private func reader(_ search: HistorySearch, _ visit: Visit<Person>) -> HistoryReader<Person> {
        HistoryReader(
            search: search, person: visit.person, scope: manner.scope(visit.person), vocabulary: vocabulary(visit),
            language: visit.language)
    }

    private func vocabulary(_ visit: Visit<Person>) -> HistoryVocabulary<Person> {
        vocabularies[visit.language, default: HistoryVocabulary([])]
    }

    private func page(_ visit: Visit<Person>, _ search: HistorySearch, _ page: History.Page?) throws -> Response {
        let problems = search.problems.map { $0.problem(in: visit.language) }
        let view = HistoryView(
            search: search, problems: problems, page: page, isWhole: manner.scope(visit.person).isWhole,
            groups: vocabulary(visit).groups(for: visit.person), canUndo: manner.canUndo(visit.person),
            language: visit.language)
        return try services.page(manner.template, view, for: visit, problems: problems)
    }
}
