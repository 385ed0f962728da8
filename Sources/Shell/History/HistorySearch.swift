import HTTP
import Telephony

/// What is searched for, as the address of the page says it.
struct HistorySearch: Sendable {
    /// What was typed, to be shown again.
    let typed: String
    let kind: String
    let typedFrom: String
    let typedTo: String
    /// Every one of these must stand in a line.
    let words: [[UInt8]]
    /// The oldest and the first too new moment.
    let since: Moment
    let until: Moment?
    /// Where a further page goes on.
    let place: History.Place?
    let problems: [HistoryProblem]

    private static let beginning = Moment(milliseconds: 0)

    init(_ query: Form) {
        typed = query["q"] ?? ""
        kind = query["kind"] ?? ""
        typedFrom = query["from"] ?? ""
        typedTo = query["to"] ?? ""
        place = query["before"].flatMap(History.Place.init)
        let (from, to) = (HistoryDay(typedFrom), HistoryDay(typedTo))
        let isTooLong = typed.unicodeScalars.count > History.longestSearch
        words = isTooLong ? [] : HistoryText.words(typed)
        since = from?.start ?? HistorySearch.beginning
        until = to?.end
        var problems: [HistoryProblem] = isTooLong ? [.tooLong] : []
        if from == nil, !typedFrom.isEmpty { problems.append(.noDay(.from)) }
        if to == nil, !typedTo.isEmpty { problems.append(.noDay(.to)) }
        if let from, let to, to.start < from.start { problems.append(.endsBeforeItBegins) }
        self.problems = problems
    }

    /// The first line looked at is the first one older than this.
    var start: History.Place {
        let newest = until.map { History.Place(at: $0, id: 0) } ?? .newest
        guard let place, place.at <= newest.at else { return newest }
        return place
    }

    /// Time alone is found by an index.
    var looksAtEachLine: Bool { !words.isEmpty || !kind.isEmpty }

    /// Something is, or should be, searched for.
    var isNarrowed: Bool { !(typed + kind + typedFrom + typedTo).isEmpty }

    /// The same search, from a place on: "" or "?…".
    func query(from place: History.Place? = nil) -> String {
        let pairs = [
            ("q", typed), ("kind", kind), ("from", typedFrom), ("to", typedTo), ("before", place?.text ?? ""),
        ].filter { !$0.1.isEmpty }
        return pairs.isEmpty ? "" : "?" + PercentEncoding.query(pairs)
    }
}

/// What is wrong with a search.
enum HistoryProblem: Sendable, Equatable {
    case tooLong
    case noDay(Day)
    case endsBeforeItBegins

    /// The raw value is the control's name.
    enum Day: String, Sendable { case from, to }

    func problem(in language: Language) -> Problem {
        let field =
            switch self {
            case .tooLong: "q"
            case .noDay(let day): day.rawValue
            case .endsBeforeItBegins: Day.to.rawValue
            }
        return Problem(field, sentence(in: language))
    }
}

/// A day in Japan, however it is written: 2026-11-21, 2026/11/21, 2026年11月21日, 20261121.
struct HistoryDay: Sendable, Equatable {
    let start: Moment

    var end: Moment { start + .days(1) }

    init?(_ text: String) {
        let digits = text.unicodeScalars.prefix(40).map { scalar -> Character in
            let scalar = scalar.foldingWidth
            return "0"..."9" ~= scalar ? Character(scalar) : " "
        }
        var parts = String(digits).split(separator: " ").map(String.init)
        if parts.count == 1, parts[0].count == 8 {
            let text = parts[0]
            parts = [String(text.prefix(4)), String(text.dropFirst(4).prefix(2)), String(text.suffix(2))]
        }
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            let start = Moment(startOfDay: day, month: month, year: year)
        else { return nil }
        self.start = start
    }
}
