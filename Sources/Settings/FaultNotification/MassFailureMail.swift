import Mustache
import SQLite
import Telephony

/// FAULT-7: what the operator reads when very many lines fail.
struct MassFailureMail: ViewModel {
    let turn: LineMonitorWriting.GuardTurn
    let hasReferences: Bool
    let districts: [DarkDistrict]

    static let fields: ViewFields<MassFailureMail> = [
        "isHeld": { .flag($0.turn.turn == .held) },
        "isDark": { .flag($0.turn.turn == .dark) },
        "isOver": { .flag($0.turn.turn == .over) },
        "hasReferences": { .flag($0.hasReferences) },
        "districts": { .list($0.districts) },
        "suspects": { .text($0.turn.counts.suspects.inGroups) },
        "lines": { .text($0.turn.counts.lines.inGroups) },
        "at": { .text($0.turn.at.spreadsheetText) },
    ]
}

/// Lines of one exchange that are dead or failing (FAULT-11).
struct DarkDistrict: ViewModel {
    /// The digits before the last four.
    let district: String
    let dark: Int
    let lines: Int

    /// Fewer may be single lines.
    static let least = 3
    /// So many are named.
    static let most = 20

    static func all(_ database: Connection) throws -> [DarkDistrict] {
        try MonitoredLineStore.darkDistricts(atLeast: least, atMost: most, database).map {
            DarkDistrict(district: $0.district, dark: $0.dark, lines: $0.lines)
        }
    }

    static let fields: ViewFields<DarkDistrict> = [
        "district": { .text($0.district) },
        "dark": { .text($0.dark.inGroups) },
        "lines": { .text($0.lines.inGroups) },
    ]
}
