import Telephony

/// お申し込み内容 of ダイヤルイン番号の追加, as typed (VOICE-7): rows without 予約コード, and rows with one.
struct AdditionRows: Sendable, Equatable {
    struct Plain: Sendable, Equatable {
        var base = ""
        var kind = ""
        var count = ""

        var isEmpty: Bool { count.isEmpty && kind.isEmpty }
    }

    struct Coded: Sendable, Equatable {
        var base = ""
        var code = ""

        var isEmpty: Bool { code.isEmpty }
    }

    var plain: [Plain] = []
    var coded: [Coded] = []

    /// Rows of each of the two.
    static let most = 50

    init(plain: [Plain] = [], coded: [Coded] = []) { (self.plain, self.coded) = (plain, coded) }

    /// Rows count from 0.
    enum Problem: Error, Sendable, Equatable {
        case none
        case base(Int)
        case kind(Int)
        case count(Int)
        case codedBase(Int)
        /// It has not the form of a code, or is none that this company may use.
        case code(Int)
    }

    struct Problems: Error, Sendable, Equatable {
        let all: [Problem]
    }

    /// Every row that says something, those without a code first; or all that is wrong with them.
    /// - Parameter bases: 番号の選択.
    func read(among bases: [PhoneNumber]) -> Result<[VoiceOrderItem], Problems> {
        var (items, problems): ([VoiceOrderItem], [Problem]) = ([], [])
        for (place, row) in plain.enumerated() where !row.isEmpty {
            let base = PhoneNumber(clean: row.base).flatMap { bases.contains($0) ? $0 : nil }
            let (kind, count) = (VoiceNumberKind(rawValue: row.kind), PastedText(row.count).count)
            if base == nil { problems.append(.base(place)) }
            if kind == nil { problems.append(.kind(place)) }
            let wish = count.flatMap { count in base.flatMap { NumberWish(kind ?? .ip, beside: $0, count: count) } }
            if base != nil, wish == nil { problems.append(.count(place)) }
            if let wish, kind != nil { items.append(.add(wish)) }
        }
        for (place, row) in coded.enumerated() where !row.isEmpty {
            let base = PhoneNumber(clean: row.base).flatMap { bases.contains($0) ? $0 : nil }
            let code = ReservationCode(typed: row.code)
            if base == nil { problems.append(.codedBase(place)) }
            if code == nil { problems.append(.code(place)) }
            if let base, let code { items.append(.reserved(code, beside: base)) }
        }
        if items.isEmpty, problems.isEmpty { problems.append(.none) }
        return problems.isEmpty ? .success(items) : .failure(Problems(all: problems))
    }

    /// Where the item of a place in `read` was typed.
    func field(ofItem place: Int) -> String {
        let plainPlaces = plain.indices.filter { !plain[$0].isEmpty }
        if place < plainPlaces.count { return "count-\(plainPlaces[place])" }
        let codedPlaces = coded.indices.filter { !coded[$0].isEmpty }
        let rest = place - plainPlaces.count
        return codedPlaces.indices.contains(rest) ? "code-\(codedPlaces[rest])" : "rows"
    }

    // MARK: As a draft keeps them

    var plainText: String { AnswerTable(plain.map { [$0.base, $0.kind, $0.count] }).text }
    var codedText: String { AnswerTable(coded.map { [$0.base, $0.code] }).text }

    init(plain: String, coded: String) {
        let (rows, codes) = (AnswerTable(text: plain), AnswerTable(text: coded))
        self.plain = rows.rows.indices.map { Plain(base: rows[$0, 0], kind: rows[$0, 1], count: rows[$0, 2]) }
        self.coded = codes.rows.indices.map { Coded(base: codes[$0, 0], code: codes[$0, 1]) }
    }
}
