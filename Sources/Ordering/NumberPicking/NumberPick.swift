import Exchange
import HTTP
import SQLite
import Shell
import Telephony

extension PhoneNumber: Tickable {
    var tickName: String { digits }
}

/// A number that can be chosen.
struct NumberPick: Sendable {
    let number: PhoneNumber
    let base: PhoneNumber
    /// Nil for a base number: how many hang on it says `dialInCount`.
    var features: NumberFeatures = .none
    var dialInCount = 0
    var isPickable = true

    /// Those that an order of the kind can be about.
    static func find(
        _ kind: OrderKind, _ words: String, of contract: ContractCode, atMost count: Int = .max, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [NumberPick] {
        let words = searched(words)
        guard kind != .addNumbers else {
            return try VoiceNumberStore.bases(
                of: [contract], matching: words, atMost: count, after: skipped, database
            ).map { NumberPick(number: $0.number, base: $0.number, dialInCount: $0.dialInCount) }
        }
        return try VoiceNumberStore.numbers(of: contract, with: words, atMost: count, after: skipped, database).map {
            NumberPick(
                number: $0.number, base: $0.base, features: $0.features, isPickable: kind != .endNumbers || !$0.isBase)
        }
    }

    static func count(_ kind: OrderKind, _ words: String, of contract: ContractCode, _ database: Connection) throws
        -> Int
    {
        kind == .addNumbers
            ? try VoiceNumberStore.countOfBases(of: [contract], matching: searched(words), database)
            : try VoiceNumberStore.count(of: contract, with: searched(words), database)
    }

    /// Numbers are searched without their hyphens.
    private static func searched(_ words: String) -> String { words.filter { $0 != "-" } }
}

extension Ticks<PhoneNumber> {
    /// As a page with the picker was sent: what it showed, 見つかった番号を選択, 選択を外す.
    init(
        sent form: Form, over chosen: [PhoneNumber], _ kind: OrderKind, of contract: ContractCode,
        _ database: Connection
    ) throws {
        let shown = (form["shown"] ?? "").split(separator: " ").compactMap { PhoneNumber(clean: String($0)) }
        let own = try VoiceNumberStore.find(shown, of: contract, database)
        self.init(Set(chosen), sent: form, among: Array(own.keys))
        let act = form["act"] ?? ""
        if act == "all" || act == "none" {
            let found = try NumberPick.find(kind, words, of: contract, database)
            carryOut(act, found.filter(\.isPickable).map(\.number))
        } else if let gone = act.split(separator: "-").last.flatMap({ PhoneNumber(clean: String($0)) }) {
            self.chosen.remove(gone)
        }
    }
}
