package import SQLite
import Synchronization
package import Telephony

/// Where the documents come from: the database, as soon as the operator has put them there. Versions are only ever added, so that one
/// number tells whether what was read before is still all.
package final class ConsentShelf: Sendable {
    private enum Source: Sendable {
        case given(ConsentBook)
        case database(standIns: [ConsentVersion])
    }

    private let source: Source
    private let read = Mutex<(last: Int, book: ConsentBook)?>(nil)

    /// Always these.
    package init(_ book: ConsentBook) { source = .given(book) }

    /// The operator's; specimens stand in for what there is none of.
    package init(in language: Language) { source = .database(standIns: ConsentDocument.specimens(in: language)) }

    package func book(_ database: Connection) throws -> ConsentBook {
        switch source {
        case .given(let book): return book
        case .database(let standIns):
            let last = try ConsentStore.last(database)
            if let read = read.withLock({ $0 }), read.last == last { return read.book }
            let book = ConsentBook(try ConsentStore.all(database), standIns: standIns)
            read.withLock { $0 = (last, book) }
            return book
        }
    }
}
