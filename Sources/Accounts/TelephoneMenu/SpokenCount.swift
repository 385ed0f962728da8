package import Telephony

/// How many, as it is said: out of recordings of thousands, hundreds, tens and ones, because Asterisk says numbers in few languages.
package enum SpokenCount {
    /// More than a contract has numbers.
    static let most = 9_999

    /// The sound files that say it, in order.
    static func recordings(of count: Int) -> [String] {
        parts(of: min(max(count, 0), most)).map(name)
    }

    /// 3421: 3000, 400, 20, 1.
    private static func parts(of count: Int) -> [Int] {
        let parts = [1000, 100, 10, 1].map { count / $0 % 10 * $0 }.filter { $0 > 0 }
        return parts.isEmpty ? [0] : parts
    }

    private static func name(_ part: Int) -> String { "count-\(part)" }

    /// All of them, for who records them.
    package static func all(in language: Language) -> [(name: String, text: String, reading: String)] {
        ([0] + [1, 10, 100, 1000].flatMap { unit in (1...9).map { $0 * unit } }).map { part in
            (name(part), "\(part)", reading(part, in: language))
        }
    }
}
