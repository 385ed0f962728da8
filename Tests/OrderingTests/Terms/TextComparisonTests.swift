import CivilCalendar
@testable import Ordering
import Synchronization
import Testing

@Suite struct TextComparisonTests {
    private func texts(_ pieces: [TextComparison.Piece]) -> String {
        pieces.map { $0.isOther ? "[\($0.text)]" : $0.text }.joined()
    }

    @Test func `FEE-6 what changes in a paragraph is marked word by word, as the terms do`() throws {
        let old = "拠点番号と拠点内線番号との組合せであって、同一のオンネットグループに係る番号"
        let new = "拠点番号と拠点内線番号との組合せ又はオフィスリンク内線番号であって、同一のオンネットグループに係る番号"
        let rows = TextComparison(old: ["第1条", old, "以下略"], new: ["第1条", new, "以下略"]).rows
        #expect(rows.count == 3 && rows[0] == .same("第1条") && rows[2] == .same("以下略"))
        guard case .changed(let before, let after) = rows[1] else {
            Issue.record("\(rows)")
            return
        }
        #expect(texts(before) == old)
        #expect(texts(after) == "拠点番号と拠点内線番号との組合せ[又はオフィスリンク内線番号]であって、同一のオンネットグループに係る番号")
    }

    @Test func `FEE-6 compounds are told apart, and what is alike by chance is not`() throws {
        let rows = TextComparison(
            old: ["拠点番号、拠点内線番号を設定することができます。"], new: ["拠点番号、拠点内線番号及びオフィスリンク内線番号を設定することができます。"]
        ).rows
        guard case .changed(let before, let after) = try #require(rows.first) else {
            Issue.record("\(rows)")
            return
        }
        #expect(before.allSatisfy { !$0.isOther })
        #expect(
            texts(after).filter { $0 == "[" }.count == 1 && after.contains { $0.isOther && $0.text.hasPrefix("及び") })
        let chance = TextComparison(old: ["料金は月末に払うものとし、以下同じ"], new: ["料金は毎年の一月に納めるものとし、以下同じ"]).rows
        guard case .changed(let old, _) = try #require(chance.first) else {
            Issue.record("\(chance)")
            return
        }
        #expect(texts(old) == "料金は[月末に払う]ものとし、以下同じ")
    }

    @Test func `FEE-6 paragraphs that come and go stand alone`() {
        let comparison = TextComparison(old: ["一", "付加機能に関する工事", "三"], new: ["一", "三", "第17号 オフィスリンク"])
        #expect(comparison.rows == [.same("一"), .removed("付加機能に関する工事"), .same("三"), .added("第17号 オフィスリンク")])
        let changes = comparison.changes
        #expect(changes == (0, 1, 1))
        #expect(TextComparison(old: [], new: ["一"]).rows == [.added("一")])
        #expect(TextComparison(old: ["一"], new: []).rows == [.removed("一")])
        #expect(TextComparison(old: ["一"], new: ["一"]).changes == (0, 0, 0))
    }

    @Test func `FEE-6 whatever two texts are, both sides are them`() {
        var state: UInt64 = 26
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let words = ["約款", "は", "サービス", "、", "24", "時間", "。", "お", "客様"]
        func text() -> [String] {
            (0..<random(12)).map { _ in (0...random(9)).map { _ in words[random(words.count)] }.joined() }
        }
        for _ in 0..<300 {
            let (old, new) = (text(), text())
            let rows = TextComparison(old: old, new: new).rows
            let olds = rows.compactMap { row -> String? in
                switch row {
                case .same(let text), .removed(let text): text
                case .changed(let pieces, _): pieces.map(\.text).joined()
                case .added: nil
                }
            }
            let news = rows.compactMap { row -> String? in
                switch row {
                case .same(let text), .added(let text): text
                case .changed(_, let pieces): pieces.map(\.text).joined()
                case .removed: nil
                }
            }
            #expect(olds == old && news == new)
        }
    }

    @Test func `FEE-6 the longest document that is taken is compared, with another of its length`() {
        let old = (0..<ConsentVersion.mostLines).map { "第\($0)条 旧" }
        let new = (0..<ConsentVersion.mostLines).map { "第\($0)条 新" }
        let rows = TextComparison(old: old, new: new).rows
        #expect(rows.count { if case .changed = $0 { true } else { false } } == old.count)
    }

    @Test func `FEE-6 what anybody may ask for is compared once, however often it is asked for`() throws {
        let made = Mutex(0)
        let shelf = ComparisonShelf { old, new in
            made.withLock { $0 += 1 }
            return TextComparison(old: old, new: new)
        }
        let day = try #require(CivilDate(year: 2026, month: 2, day: 24))
        func version(_ text: String) -> ConsentVersion {
            ConsentVersion(.terms, version: text, from: day, text: text)
        }
        for _ in 1...3 {
            #expect(shelf.comparison(of: version("一"), and: version("二")).rows == [.removed("一"), .added("二")])
        }
        #expect(made.withLock(\.self) == 1)
        for place in 0..<ComparisonShelf.most { _ = shelf.comparison(of: version("一"), and: version("\(place)")) }
        #expect(shelf.comparison(of: version("一"), and: version("二")).rows == [.removed("一"), .added("二")])
        #expect(made.withLock(\.self) == ComparisonShelf.most + 2, "no more than so many are kept")
    }
}
