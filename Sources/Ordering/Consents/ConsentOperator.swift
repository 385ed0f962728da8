package import CivilCalendar
package import SQLite
package import Shell
import Telephony

/// What the operator says of documents, with its line in the audit trail.
package enum ConsentOperator {
    /// Why a version is not taken.
    package enum Problem: Error, Sendable, Equatable {
        case name
        case empty
        case controlCharacter(line: Int)
        case tooManyLines
        /// The same name with another text, or another day.
        case nameTaken(from: CivilDate)
        case dayTaken(version: String)
    }

    /// A version that is sound by itself: its lines end alike, whoever has written them.
    package static func version(
        of document: ConsentDocument, named name: String, from day: CivilDate, _ text: String
    ) throws(Problem) -> ConsentVersion {
        let plain = PlainName(name)
        guard (1...ConsentVersion.longestName).contains(plain.count), !plain.hasControlCharacters else { throw .name }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            String(line).trimmingPrefix("\u{FEFF}")
        }
        guard lines.count <= ConsentVersion.mostLines else { throw .tooManyLines }
        let wrong = lines.firstIndex { $0.unicodeScalars.contains { $0 != "\t" && PlainName.isControl($0) } }
        if let wrong { throw .controlCharacter(line: wrong + 1) }
        guard lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { throw .empty }
        return ConsentVersion(document, version: plain.text, from: day, text: lines.joined(separator: "\n"))
    }

    /// False: it was there already, just so.
    package static func add(
        _ version: ConsentVersion, by actor: Actor, _ database: Connection
    ) throws -> Bool {
        guard try isNew(version, database) else { return false }
        try ConsentStore.add(version, at: actor.at, database)
        try actor.audit(
            "ordering.terms.imported", subject: version.document.rawValue,
            after: "\(version.version) \(version.from.isoText)", database)
        return true
    }

    /// Throws a `Problem` where it meets another one.
    package static func isNew(_ version: ConsentVersion, _ database: Connection) throws -> Bool {
        let others = try ConsentStore.all(database).filter { $0.document == version.document }
        if let same = others.first(where: { $0.version == version.version }) {
            guard same == version else { throw Problem.nameTaken(from: same.from) }
            return false
        }
        if let other = others.first(where: { $0.from == version.from }) {
            throw Problem.dayTaken(version: other.version)
        }
        return true
    }
}
