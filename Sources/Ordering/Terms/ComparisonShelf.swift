import Synchronization

/// Comparisons that were made. Anybody may ask for one, it can cost a second, and neither text ever changes: each is made once.
final class ComparisonShelf: Sendable {
    /// More than there are pairs of versions in many years.
    static let most = 64

    private struct Pair: Hashable {
        let old: String
        let new: String
    }

    private let make: @Sendable ([String], [String]) -> TextComparison
    private let made = Mutex<[Pair: TextComparison]>([:])

    init(_ make: @escaping @Sendable ([String], [String]) -> TextComparison = { TextComparison(old: $0, new: $1) }) {
        self.make = make
    }

    /// One at a time: whoever asks meanwhile waits for it instead of making it too.
    func comparison(of old: ConsentVersion, and new: ConsentVersion) -> TextComparison {
        made.withLock { made in
            let pair = Pair(old: old.sha256, new: new.sha256)
            if let comparison = made[pair] { return comparison }
            if made.count == Self.most { made = [:] }
            let comparison = make(old.paragraphs, new.paragraphs)
            made[pair] = comparison
            return comparison
        }
    }
}
