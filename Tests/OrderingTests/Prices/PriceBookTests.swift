import CivilCalendar
@testable import Ordering
import Telephony
import Testing

@Suite struct PriceBookTests {
    private func day(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
        try #require(CivilDate(year: year, month: month, day: day))
    }

    private func price(_ amount: Int, _ from: CivilDate, _ until: CivilDate? = nil, tax: Int = 10) -> Price {
        Price(.extension, "ID", per: .id, amount, taxRate: tax, from: from, until: until, source: "T")
    }

    private func lines(_ items: [FeeItem], _ day: CivilDate) -> [String] {
        PriceBook.ofTerms.sheet(items, on: day, FeePolicy()).lines.map { line in
            let amounts = line.amounts.map { $0.net == 0 ? "—" : "\($0.net.inGroups)円(\($0.gross.inGroups)円)" } ?? "なし"
            return "\(line.code.rawValue) \(line.unit?.name(in: .japanese) ?? "") \(amounts)"
        }
    }

    @Test func `FEE-2 the table of the terms, until 2026-02-23 and from 2026-02-24`() throws {
        let (old, new) = (try day(2026, 2, 23), try day(2026, 2, 24))
        // 区分, until 2026-02-23, from 2026-02-24.
        let fee = { (code: PriceCode) in FeeItem(.monthly, [code]) }
        let table: [(FeeItem, String, String)] = [
            (
                fee(.flexibleInterConnect), "smart-pbx.flexible-interconnect 1契約 —",
                "smart-pbx.flexible-interconnect 1契約 —"
            ),
            (fee(.officeLink), "smart-pbx.office-link  なし", "smart-pbx.office-link 1契約 50,000円(55,000円)"),
            // ア 利用の開始に関する工事: 付加機能, then others.
            (
                .start(of: .flexibleInterConnect), "smart-pbx.start.feature 1工事 4,200円(4,620円)",
                "smart-pbx.start 1オンネットグループ 14,000円(15,400円)"
            ),
            (
                .start(of: .officeLink), "smart-pbx.start.feature 1工事 4,200円(4,620円)",
                "smart-pbx.start.office-link 1オンネットグループ 100,000円(110,000円)"
            ),
            (
                .start(), "smart-pbx.start 1オンネットグループ 14,000円(15,400円)",
                "smart-pbx.start 1オンネットグループ 14,000円(15,400円)"
            ),
            // イ 上記以外に関する工事: 付加機能, then others.
            (
                .otherWork(on: .flexibleInterConnect), "smart-pbx.work.feature 1工事 4,200円(4,620円)",
                "smart-pbx.work 1オンネットグループ 7,000円(7,700円)"
            ),
            (
                .otherWork(on: .officeLink), "smart-pbx.work.feature 1工事 4,200円(4,620円)",
                "smart-pbx.work.office-link 1オンネットグループ —"
            ),
            (
                .otherWork(), "smart-pbx.work 1オンネットグループ 7,000円(7,700円)",
                "smart-pbx.work 1オンネットグループ 7,000円(7,700円)"
            ),
        ]
        for (item, before, after) in table {
            #expect(lines([item], old) == [before])
            #expect(lines([item], new) == [after])
        }
        #expect(PriceBook.ofTerms.prices.count == 9 && PriceBook.ofTerms.gaps.isEmpty)
        #expect(PriceBook.ofTerms.edition(on: old) == (try day(2025, 10, 1)))
        #expect(PriceBook.ofTerms.edition(on: new) == new)
    }

    @Test func `FEE-1 two prices of one thing on one day are refused, days without one are told`() throws {
        let (first, last, next) = (try day(2026, 1, 1), try day(2026, 3, 31), try day(2026, 4, 1))
        #expect(throws: PriceBook.Overlap.self) { try PriceBook([price(1, first, last), price(2, last)]) }
        #expect(throws: PriceBook.Overlap.self) { try PriceBook([price(1, first), price(2, next)]) }
        #expect(throws: PriceBook.Overlap.self) { try PriceBook([price(1, first), price(2, first)]) }
        let whole = try PriceBook([price(2, next), price(1, first, last)])
        #expect(whole.gaps.isEmpty)
        #expect(
            whole.price(of: .extension, on: last)?.amount == 1 && whole.price(of: .extension, on: next)?.amount == 2)
        #expect(whole.price(of: .extension, on: CivilDate(daysSince1970: first.daysSince1970 - 1)) == nil)
        let broken = try PriceBook([price(1, first, last), price(2, CivilDate(daysSince1970: next.daysSince1970 + 2))])
        let after = CivilDate(daysSince1970: next.daysSince1970 + 1)
        #expect(broken.gaps == [PriceBook.Gap(code: .extension, from: next, until: after)])
        #expect(broken.price(of: .extension, on: after) == nil)
    }

    @Test func `FEE-3 tax is whole yen, line by line, rounded as the operator says`() throws {
        let day = try day(2026, 4, 1)
        let book = try PriceBook([price(33, day, tax: 8)])
        let items = [FeeItem(.monthly, [.extension], count: 7), FeeItem(.ending, [.extension], count: 1)]
        func taxes(_ rounding: TaxRounding) -> [Int?] {
            var policy = FeePolicy()
            policy.rounding = rounding
            return book.sheet(items, on: day, policy).lines.map(\.amounts?.tax)
        }
        // 231 and 33 yen at 8 per cent: 18.48 and 2.64.
        #expect(taxes(.down) == [18, 2] && taxes(.nearest) == [18, 3] && taxes(.up) == [19, 3])
        #expect(FeePolicy().rounding == .down)
        let total = FeeSheet.total(of: book.sheet(items, on: day, FeePolicy()).lines)
        #expect(total == FeeAmounts(net: 264, tax: 20))
        for rounding in TaxRounding.allCases { #expect(rounding.tax(on: 14_000, percent: 10) == 1_400) }
    }

    @Test func `FEE-3 a dash reads 無料 and what has no price 別途ご案内, never 0円`() throws {
        let sheet = PriceBook.ofTerms.sheet(
            [.otherWork(on: .officeLink), FeeItem(.monthly, [.extension], count: 5)], on: try day(2026, 11, 27),
            FeePolicy())
        #expect(sheet.lines.map { $0.words($0.amounts?.net, in: .japanese) } == ["無料", "別途ご案内"])
        #expect(sheet.lines.map { $0.priceWords(in: .japanese) } == ["無料", "別途ご案内"])
    }

    @Test func `FEE-5 other work is paid once however many numbers, or not at all where the operator says so`() throws {
        let day = try day(2026, 11, 27)
        let items = [FeeItem(.work, [.work], count: 1_500)]
        let line = try #require(PriceBook.ofTerms.sheet(items, on: day, FeePolicy()).lines.first)
        #expect(line.quantity == 1 && line.amounts == FeeAmounts(net: 7_000, tax: 700))
        var policy = FeePolicy()
        policy.isPortalWorkFree = true
        let free = PriceBook.ofTerms.sheet(items + [FeeItem(.monthly, [.officeLink])], on: day, policy)
        #expect(free.lines.map(\.amounts?.gross) == [0, 55_000])
        // Where there is no price it is free all the same.
        #expect(PriceBook.empty.sheet(items, on: day, policy).lines.first?.amounts?.gross == 0)
    }

    @Test func `FEE-4 the next change of what is ordered is found, others are not`() throws {
        let (day, next) = (try day(2026, 11, 27), try day(2026, 12, 1))
        let book = try PriceBook(
            [price(300, try self.day(2026, 1, 1), CivilDate(daysSince1970: next.daysSince1970 - 1)), price(330, next)])
        let items = [FeeItem(.monthly, [.extension], count: 2)]
        let change = try #require(book.change(of: items, after: day, FeePolicy()))
        #expect(change.day == next && change.lines.first?.amounts?.net == 660)
        #expect(book.change(of: items, after: next, FeePolicy()) == nil)
        #expect(book.change(of: items, after: day, through: day, FeePolicy()) == nil)
        #expect(book.change(of: [FeeItem(.monthly, [.channel])], after: day, FeePolicy()) == nil)
    }
}
