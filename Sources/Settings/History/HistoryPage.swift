import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension History {
    /// - Parameter vocabularies: of all that write into the audit trail.
    package static func feature(
        _ services: Services, vocabularies: [@Sendable (Language) -> EventVocabulary<Person>]
    ) -> Feature<Person> {
        let page = HistoryPage(services: services, vocabulary: HistoryVocabulary(vocabularies.map { $0(services.language) }))
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
    let vocabulary: HistoryVocabulary

    static let path = "/history"

    func show(_ visit: Visit<Person>) async throws -> Response {
        let search = HistorySearch(visit.query)
        return try page(visit, search, try await page(visit, search))
    }

    /// What was searched for, as a file for spreadsheets.
    func export(_ visit: Visit<Person>) async throws -> Response {
        let search = HistorySearch(visit.query)
        guard search.problems.isEmpty else { return try page(visit, search, nil) }
        let reader = HistoryReader(search: search, person: visit.person, vocabulary: vocabulary)
        let database = services.database
        let bytes = try await services.work.files.run {
            HistoryFile.download(try database.read { try reader.all($0) })
        }
        return .download(
            bytes, filename: "操作履歴_\(visit.person.number.digits)_\(visit.now.dayText).csv",
            contentType: "text/csv; charset=utf-8")
    }

    /// A search that looks at each line does so where it holds up no other page.
    private func page(_ visit: Visit<Person>, _ search: HistorySearch) async throws -> HistoryReader.Page? {
        guard search.problems.isEmpty else { return nil }
        let reader = HistoryReader(search: search, person: visit.person, vocabulary: vocabulary)
        let database = services.database
        guard search.looksAtEachLine else { return try database.read { try reader.page($0) } }
        return try await services.work.files.run { try database.read { try reader.page($0) } }
    }

    private func page(_ visit: Visit<Person>, _ search: HistorySearch, _ page: HistoryReader.Page?) throws -> Response {
        try services.page(
            "History/history",
            HistoryView(
                search: search, page: page, person: visit.person, groups: vocabulary.groups(for: visit.person)),
            for: visit,
            problems: search.problems)
    }
}
