import CivilCalendar
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// `/terms`: the documents, and their versions past, in force and coming.
struct TermsPage: Sendable {
    let desk: OrderDesk

    func view(in language: Language) throws -> TermsView {
        TermsView(
            book: try desk.services.database.read(desk.consents.book), today: desk.clock.now().day, language: language)
    }
}

struct TermsView: ViewModel {
    let book: ConsentBook
    let today: CivilDate
    let language: Language

    static let fields: ViewFields<TermsView> = [
        "documents": { view in .list(ConsentDocument.allCases.map { TermsDocumentView(document: $0, view: view) }) }
    ]
}

private struct TermsDocumentView: ViewModel {
    let document: ConsentDocument
    let view: TermsView

    static let fields: ViewFields<TermsDocumentView> = [
        "id": { .text($0.document.word) },
        "name": { .text($0.document.name(in: $0.view.language)) },
        "versions": { row in
            .list(
                row.view.book.all(of: row.document, on: row.view.today).reversed().map {
                    TermsRowView(version: $0, view: row.view)
                })
        },
    ]
}

private struct TermsRowView: ViewModel {
    let version: ConsentVersion
    let view: TermsView

    private var standing: ConsentBook.Standing { view.book.standing(of: version, on: view.today) }

    static let fields: ViewFields<TermsRowView> = [
        "version": { .text($0.version.version) },
        "from": { .text($0.version.from.text(in: $0.view.language)) },
        "standing": { .text(TermsWords.name(of: $0.standing, in: $0.view.language)) },
        "isInForce": { .flag($0.standing == .inForce) },
        "isComing": { .flag($0.standing == .coming) },
        "path": { .text(Terms.path(of: $0.version)) },
        "comparisonPath": { row in
            .text(ifAny: row.view.book.predecessor(of: row.version).map { _ in Terms.comparison(of: row.version) })
        },
    ]
}

/// One version in full.
struct TermsVersionPage: Sendable {
    let desk: OrderDesk

    @Sendable
    func view(_ query: Form, in language: Language) throws -> any ViewModel {
        let (book, version) = try desk.version(query)
        return TermsVersionView(
            version: version, standing: book.standing(of: version, on: desk.clock.now().day),
            predecessor: book.predecessor(of: version), language: language)
    }
}

private struct TermsVersionView: ViewModel {
    let version: ConsentVersion
    let standing: ConsentBook.Standing
    let predecessor: ConsentVersion?
    let language: Language

    static let fields: ViewFields<TermsVersionView> = [
        "name": { .text($0.version.document.name(in: $0.language)) },
        "version": { .text($0.version.version) },
        "from": { .text($0.version.from.text(in: $0.language)) },
        "standing": { .text(TermsWords.name(of: $0.standing, in: $0.language)) },
        "isComing": { .flag($0.standing == .coming) },
        "isPast": { .flag($0.standing == .past) },
        "paragraphs": { .list($0.version.paragraphs) },
        "sha256": { .text($0.version.sha256) },
        "comparisonPath": { view in
            .text(ifAny: view.predecessor.map { _ in Terms.comparison(of: view.version) })
        },
    ]
}

extension OrderDesk {
    /// That an address names.
    fileprivate func version(_ query: Form) throws -> (ConsentBook, ConsentVersion) {
        let book = try services.database.read(consents.book)
        guard let document = query["document"].flatMap({ ConsentDocument(word: $0) }), let name = query["version"],
            let version = book.find(document, name)
        else { throw PageRefusal.notFound }
        return (book, version)
    }

    /// The same with the one before.
    func versions(_ query: Form) throws -> (old: ConsentVersion, new: ConsentVersion) {
        let (book, new) = try version(query)
        guard let old = book.predecessor(of: new) else { throw PageRefusal.notFound }
        return (old, new)
    }
}
