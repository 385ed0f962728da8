import Foundation
import Ordering
import SQLite
import Shell
import Telephony

/// `hikari ordering prices …`: the price book (FEE-1).
enum PriceCommand {
    static let all = [importing, list]

    private static let importing = Command(
        name: "ordering prices import", words: "FILE", wordCount: 1...1,
        summary: "Take a price book in place of the one that holds.",
        details: """
            FILE is a CSV file in UTF-8, the whole book: code,item,unit,rhythm,amount,tax-rate,from,until,source. unit is one of \
            \(PriceUnit.words); rhythm is once or monthly; amount is yen without tax, 0 or a dash where it is free; from and until are days
            (2026-02-24), until is empty where there is no end. What has no price in it is told on quotation. Orders keep what they cost.
            Nothing is taken while a line is wrong, or two prices of one code hold on one day. `hikari ordering prices list --csv` writes the
            book that holds. Codes: \(PriceCode.words).
            """,
        options: [Option(name: "--dry-run", value: nil, summary: "only say line by line what would change")]
    ) { call in
        let book = try book(call.arguments.words[0])
        let now = call.surroundings.now()
        let isDry = call.arguments["--dry-run"] != nil
        let database = try call.openDatabase()
        defer { database.close() }
        let changes =
            isDry
            ? try database.read { try PriceStore.book($0).difference(to: book) }
            : try await database.write {
                try PriceOperator.set(book, by: .operatorOfOrdering(company: nil, at: now), $0)
            }
        for change in changes { call.print(change.line) }
        for gap in book.gaps {
            call.surroundings.error(
                "hikari: warning: \(gap.code.rawValue) has no price from \(gap.from.isoText) to \(gap.until.isoText)")
        }
        call.print("\(isDry ? "would have" : "has") \(book.prices.count) prices")
    }

    private static let mostBytes = 1_000_000

    private static func book(_ path: String) throws -> PriceBook {
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= mostBytes else {
            throw Refusal("\(path) cannot be read as a file of at most \(mostBytes) bytes")
        }
        guard case .success(let file) = PriceFile.read(Array(bytes)) else {
            throw Refusal("\(path) is no CSV file with the columns of a price book")
        }
        guard file.problems.isEmpty else {
            throw Refusal(file.problems.map { "line \($0.line): \($0.problem.words)" })
        }
        do { return try PriceBook(file.prices.map(\.price)) } catch {
            throw Refusal("\(error.first.code.rawValue) has two prices on \(error.second.from.isoText)")
        }
    }

    private static let list = Command(
        name: "ordering prices list", summary: "Show the price book that holds.",
        details: """
            A line for each price: its code, yen without tax, the tax rate, what it is for one of, from and until when, and what it is called.
            Where none has been imported, the book is that of the terms.
            """,
        options: [
            Option(name: "--at", value: "DAY", summary: "only what holds on that day: 2026-02-24"),
            Option(name: "--csv", value: nil, summary: "as a file that can be imported"), .json,
        ]
    ) { call in
        let day = try call.arguments["--at"].map { try AuditTime("--at", $0, now: call.surroundings.now()).start.day }
        let database = try call.openDatabase()
        defer { database.close() }
        var book = try database.read(PriceStore.book)
        if let day { book = (try? PriceBook(book.prices.filter { $0.holds(on: day) })) ?? book }
        if call.arguments["--csv"] != nil {
            let text = String(decoding: PriceFile.file(of: book, in: .ofSite), as: UTF8.self)
            for line in text.split(whereSeparator: \.isNewline) { call.print(String(line)) }
            return
        }
        if call.arguments.has(.json) { return try call.printJSON(book.prices.map(Description.init)) }
        for price in book.prices { call.print(price.line) }
    }

    private struct Description: Encodable {
        let code: String
        let item: String
        let unit: String
        let rhythm: String
        let amount: Int
        let taxRate: Int
        let from: String
        let until: String?
        let source: String

        init(_ price: Price) {
            (code, item, unit) = (price.code.rawValue, price.item, price.unit.rawValue)
            (rhythm, amount, taxRate) = (price.rhythm.rawValue, price.amount, price.taxRate)
            (from, until, source) = (price.from.isoText, price.until?.isoText, price.source)
        }
    }
}

extension Price {
    fileprivate var line: String {
        [
            code.rawValue, "\(amount)", "\(taxRate)%", "\(rhythm.rawValue) per \(unit.rawValue)",
            "from \(from.isoText)", until.map { "until \($0.isoText)" } ?? "-", item,
        ].joined(separator: "  ")
    }
}

extension PriceBook.Change {
    fileprivate var line: String {
        switch self {
        case .unchanged(let price): "=  \(price.line)"
        case .added(let price): "+  \(price.line)"
        case .removed(let price): "-  \(price.line)"
        case .changed(let old, let new): "~  \(new.line)  (was \(old.line))"
        }
    }
}

extension PriceFile.Problem {
    fileprivate var words: String {
        switch self {
        case .columns: "it has too many columns"
        case .code: "there is no such code (\(PriceCode.words))"
        case .item: "item must be a text of 1 to \(Price.longestText) characters"
        case .unit: "unit must be one of \(PriceUnit.words)"
        case .amount: "amount must be whole yen from \(Price.amounts.lowerBound) to \(Price.amounts.upperBound)"
        case .taxRate: "tax-rate must be per cent from \(Price.taxRates.lowerBound) to \(Price.taxRates.upperBound)"
        case .from: "from must be a day like 2026-02-24"
        case .until: "until must be a day like 2026-02-24, or empty"
        case .source: "source must be a text of 1 to \(Price.longestText) characters"
        case .rhythm(let rhythm): "rhythm must be \(rhythm.rawValue) for this code"
        case .endsBeforeItBegins: "until lies before from"
        case .overlaps(let line): "the same code has a price on the same day in line \(line)"
        }
    }
}

extension PriceCode {
    fileprivate static let words = allCases.map(\.rawValue).joined(separator: ", ")
}

extension PriceUnit {
    fileprivate static let words = allCases.map(\.rawValue).joined(separator: ", ")
}
