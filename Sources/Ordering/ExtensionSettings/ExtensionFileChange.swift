import Exchange
import SQLite

/// What a file has set at the extensions of a contract, so that it can be undone in one step (SET-8). The last one of each kind is kept.
/// The raw value is what is stored.
package enum ExtensionFileChange: String, Sendable, CaseIterable {
    case names

    /// What a file sets at one extension, as text.
    package struct Line: Sendable, Equatable {
        package let number: ExtensionNumber
        package let before: String
        package let after: String

        package init(number: ExtensionNumber, before: String, after: String) {
            (self.number, self.before, self.after) = (number, before, after)
        }
    }

    package enum Undo: Sendable, Equatable {
        case undone(Int)
        /// So many of them have been changed again since: nothing is undone.
        case newerChanges(Int)
        /// It was undone, or another file has taken its place.
        case gone
    }
}

extension ExtensionFileChange {
    func undo(_ change: Int, of code: ContractCode, _ database: Connection) throws -> Undo {
        guard let lines = try ExtensionFileChangeStore.lines(of: change, self, code, database) else { return .gone }
        var newer = 0
        for line in lines where try SetExtensionStore.find(line.number, of: code, database)?.name.text != line.after {
            newer += 1
        }
        guard newer == 0 else { return .newerChanges(newer) }
        for line in lines {
            try SetExtensionStore.set(ExtensionName(stored: line.before), for: line.number, of: code, database)
        }
        try ExtensionFileChangeStore.forget(self, of: code, database)
        return .undone(lines.count)
    }
}
