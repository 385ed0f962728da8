import Exchange
import SQLite

/// Takes a file of names back, if nobody has named one of its extensions otherwise since (SET-8).
struct ExtensionNameUndo: Sendable {
    let change: Int
    let contract: ContractCode

    enum Outcome: Sendable, Equatable {
        case undone(Int)
        /// So many of them have been changed again since: nothing is undone.
        case newerChanges(Int)
        /// It was undone, or is not kept any more.
        case gone
    }

    func run(_ database: Connection) throws -> Outcome {
        guard try ExtensionChangeStore.isUndone(change, .names, of: contract, database) == false else { return .gone }
        let lines = try ExtensionChangeStore.lines(in: change, database)
        let newer = try lines.count { line in
            try SetExtensionStore.find(line.number, of: contract, database)?.name.text != line.after
        }
        guard newer == 0 else { return .newerChanges(newer) }
        for line in lines {
            try SetExtensionStore.set(
                ExtensionName(stored: line.before ?? ""), for: line.number, of: contract, database)
        }
        try ExtensionChangeStore.markUndone(change, database)
        return .undone(lines.count)
    }
}
