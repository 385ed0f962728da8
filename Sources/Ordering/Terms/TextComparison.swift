/// Two texts beside each other, paragraph by paragraph (FEE-6): pure.
struct TextComparison: Sendable, Equatable {
    /// A part of a paragraph.
    struct Piece: Sendable, Equatable {
        var text: String
        /// It stands in this text alone.
        let isOther: Bool
    }

    enum Row: Sendable, Equatable {
        case same(String)
        case changed(old: [Piece], new: [Piece])
        case removed(String)
        case added(String)

        var isSame: Bool { if case .same = self { true } else { false } }
    }

    let rows: [Row]

    init(old: [String], new: [String]) {
        var rows: [Row] = []
        var (i, j) = (0, 0)
        for (k, l) in CommonSequence.places(old, new) + [(old.count, new.count)] {
            rows += Self.paired(Array(old[i..<k]), Array(new[j..<l]))
            if k < old.count { rows.append(.same(old[k])) }
            (i, j) = (k + 1, l + 1)
        }
        self.rows = rows
    }

    /// Of paragraphs none of which is in the other text: those that are alike belong together.
    private static func paired(_ old: [String], _ new: [String]) -> [Row] {
        var rows: [Row] = []
        var (i, j) = (0, 0)
        while i < old.count, j < new.count {
            if let row = changed(old[i], new[j]) {
                rows.append(row)
                (i, j) = (i + 1, j + 1)
            } else if old.count - i >= new.count - j {
                rows.append(.removed(old[i]))
                i += 1
            } else {
                rows.append(.added(new[j]))
                j += 1
            }
        }
        return rows + old[i...].map(Row.removed) + new[j...].map(Row.added)
    }

    /// So much of both, by characters, has to be the same.
    private static let leastPerCent = 30

    /// Nil where they have too little in common.
    private static func changed(_ old: String, _ new: String) -> Row? {
        let (olds, news) = (WordRuns.split(old), WordRuns.split(new))
        let common = withoutChance(CommonSequence.places(olds, news), olds, news.count)
        let alike = common.reduce(0) { $0 + olds[$1.0].count }
        guard alike * 200 >= leastPerCent * (old.count + new.count) else { return nil }
        return .changed(
            old: pieces(olds, Set(common.map(\.0))), new: pieces(news, Set(common.map(\.1))))
    }

    /// A single character between two differences is the same by chance, and makes both harder to read.
    private static func withoutChance(
        _ places: [(Int, Int)], _ olds: [String], _ newCount: Int
    ) -> [(Int, Int)] {
        places.enumerated().filter { index, place in
            let (old, new) = place
            if olds[old].count > 1 || (old, new) == (0, 0) || (old, new) == (olds.count - 1, newCount - 1) {
                return true
            }
            let follows = index > 0 && places[index - 1] == (old - 1, new - 1)
            let leads = index + 1 < places.count && places[index + 1] == (old + 1, new + 1)
            return follows || leads
        }.map(\.element)
    }

    private static func pieces(_ words: [String], _ common: Set<Int>) -> [Piece] {
        words.enumerated().reduce(into: []) { pieces, word in
            let isOther = !common.contains(word.offset)
            if pieces.last?.isOther == isOther {
                pieces[pieces.count - 1].text += word.element
            } else {
                pieces.append(Piece(text: word.element, isOther: isOther))
            }
        }
    }

    /// How many paragraphs are not the same.
    var changes: (changed: Int, removed: Int, added: Int) {
        rows.reduce(into: (0, 0, 0)) { counts, row in
            switch row {
            case .same: break
            case .changed: counts.0 += 1
            case .removed: counts.1 += 1
            case .added: counts.2 += 1
            }
        }
    }
}

/// A text in words, as far as Japanese shows them: runs of katakana, of letters and digits. Kanji and hiragana are single, for particles and
/// compounds stand among them without a mark.
enum WordRuns {
    private enum Kind { case katakana, word, single }

    static func split(_ text: String) -> [String] {
        var runs: [String] = []
        var last = Kind.single
        for character in text {
            let kind = kind(of: character)
            if kind == last, kind != .single {
                runs[runs.count - 1].append(character)
            } else {
                runs.append(String(character))
            }
            last = kind
        }
        return runs
    }

    private static func kind(of character: Character) -> Kind {
        guard let scalar = character.unicodeScalars.first else { return .single }
        return switch scalar.value {
        case 0x30A0...0x30FF, 0xFF66...0xFF9F: .katakana
        case 0x3005, 0x3041...0x309F, 0x3400...0x4DBF, 0x4E00...0x9FFF: .single
        default: character.isLetter || character.isNumber ? .word : .single
        }
    }
}

/// A longest sequence that two lists have in common: where its elements stand in each.
enum CommonSequence {
    /// Cells of the table at most: beyond, what lies between the ends that are the same counts as different.
    private static let mostCells = 4_000_000

    static func places(_ old: [String], _ new: [String]) -> [(Int, Int)] {
        var head = 0
        while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
            tail += 1
        }
        let (olds, news) = (numbers(old, new))
        let middle = places(
            Array(olds[head..<(old.count - tail)]), Array(news[head..<(new.count - tail)])
        ).map { ($0 + head, $1 + head) }
        return (0..<head).map { ($0, $0) } + middle
            + (0..<tail).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
    }

    /// What is the same has the same number: comparing them is cheap.
    private static func numbers(_ old: [String], _ new: [String]) -> ([Int], [Int]) {
        var known: [String: Int] = [:]
        func number(_ text: String) -> Int {
            if let number = known[text] { return number }
            known[text] = known.count
            return known.count - 1
        }
        return (old.map(number), new.map(number))
    }

    private static func places(_ old: [Int], _ new: [Int]) -> [(Int, Int)] {
        let width = new.count + 1
        guard !old.isEmpty, !new.isEmpty, (old.count + 1) * width <= mostCells else { return [] }
        // The length of the longest one from there to both ends.
        var lengths = [UInt16](repeating: 0, count: (old.count + 1) * width)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                lengths[i * width + j] =
                    old[i] == new[j]
                    ? lengths[(i + 1) * width + j + 1] + 1
                    : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
            }
        }
        var places: [(Int, Int)] = []
        var (i, j) = (0, 0)
        while i < old.count, j < new.count {
            if old[i] == new[j] {
                places.append((i, j))
                (i, j) = (i + 1, j + 1)
            } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return places
    }
}
