package import CivilCalendar
package import Telephony

/// A price book as the operator writes it: a line for each price. Nothing of it is taken while one line is wrong.
package struct PriceFile: Sendable {
    package enum Column: Int, CSVColumn {
        case code, item, unit, rhythm, amount, taxRate, from, until, source
    }

    /// What is wrong with a line of the file.
    package enum Problem: Sendable, Equatable {
        case columns
        case code, item, unit, amount, taxRate, from, until, source
        case rhythm(PriceRhythm)
        /// Its last day lies before its first.
        case endsBeforeItBegins
        case overlaps(line: Int)
    }

    package struct LineProblem: Sendable, Equatable {
        package let line: Int
        package let problem: Problem
    }

    package private(set) var prices: [(line: Int, price: Price)] = []
    package private(set) var problems: [LineProblem] = []

    package static func read(_ content: [UInt8]) -> Result<PriceFile, CSVProblem> {
        Column.read(content).map { table in
            var file = PriceFile()
            for record in table.records { file.take(record) }
            file.judgeOverlaps()
            return file
        }
    }

    private mutating func take(_ record: CSVRecord<Column>) {
        switch record.price {
        case .success(let price): prices.append((record.line, price))
        case .failure(let wrong): problems += wrong.all.map { LineProblem(line: record.line, problem: $0) }
        }
    }

    private mutating func judgeOverlaps() {
        for (place, entry) in prices.enumerated() {
            let (line, price) = entry
            let other = prices[..<place].first { other in
                other.price.code == price.code && other.price.from.daysSince1970 <= price.lastDay
                    && price.from.daysSince1970 <= other.price.lastDay
            }
            if let other { problems.append(LineProblem(line: line, problem: .overlaps(line: other.line))) }
        }
    }

    /// The book of these prices, as it uploads unchanged.
    package static func file(of book: PriceBook, in language: Language) -> [UInt8] {
        Column.file(
            book.prices.map { price in
                [
                    price.code.rawValue, price.item, price.unit.rawValue, price.rhythm.rawValue, "\(price.amount)",
                    "\(price.taxRate)", price.from.isoText,
                    price.until.map { $0.isoText } ?? "", price.source,
                ]
            }, in: language)
    }
}

extension CSVRecord<PriceFile.Column> {
    fileprivate struct Wrong: Error { let all: [PriceFile.Problem] }

    fileprivate var price: Result<Price, Wrong> {
        guard isWhole else { return .failure(Wrong(all: [.columns])) }
        var problems: [PriceFile.Problem] = []
        let code = PriceCode(rawValue: self[.code])
        let unit = PriceUnit(rawValue: self[.unit])
        let (amount, taxRate) = (number(.amount, in: Price.amounts), number(.taxRate, in: Price.taxRates))
        let (item, source) = (text(.item), text(.source))
        let from = CivilDate(typed: self[.from])
        let until = self[.until].isEmpty ? nil : CivilDate(typed: self[.until])
        if code == nil { problems.append(.code) }
        if item == nil { problems.append(.item) }
        if unit == nil { problems.append(.unit) }
        if let code, self[.rhythm] != code.rhythm.rawValue { problems.append(.rhythm(code.rhythm)) }
        if amount == nil { problems.append(.amount) }
        if taxRate == nil { problems.append(.taxRate) }
        if from == nil { problems.append(.from) }
        if until == nil, !self[.until].isEmpty { problems.append(.until) }
        if let from, let until, until < from { problems.append(.endsBeforeItBegins) }
        if source == nil { problems.append(.source) }
        guard problems.isEmpty, let code, let item, let unit, let amount, let taxRate, let from, let source else {
            return .failure(Wrong(all: problems))
        }
        return .success(
            Price(code, item, per: unit, amount, taxRate: taxRate, from: from, until: until, source: source))
    }

    /// 「—」 is 0, as terms write it.
    private func number(_ column: PriceFile.Column, in range: ClosedRange<Int>) -> Int? {
        let text = ["-", "\u{2014}", "\u{2015}", "\u{FF0D}"].contains(self[column]) ? "0" : self[column]
        return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    private func text(_ column: PriceFile.Column) -> String? {
        let name = PlainName(self[column])
        return name.text.isEmpty || name.count > Price.longestText || name.hasControlCharacters ? nil : name.text
    }
}

/// The operator's own words, whatever the language of the pages.
extension PriceFile.Column {
    package func name(in language: Language) -> String {
        switch self {
        case .code: "code"
        case .item: "item"
        case .unit: "unit"
        case .rhythm: "rhythm"
        case .amount: "amount"
        case .taxRate: "tax-rate"
        case .from: "from"
        case .until: "until"
        case .source: "source"
        }
    }

    package static func contents(in language: Language) -> String { "prices" }

    package static func whenTooLarge(in language: Language) -> String { "" }
}

extension CivilDate {
    /// `2026-02-24`
    package var isoText: String { Moment(startOf: self).dayText }
}
