@testable import Accounts
import Foundation
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct HistoryWordsTests {
    private func vocabularies() throws -> [EventVocabulary<Person>] {
        try TestSite().product.features.compactMap { $0.vocabulary?(.japanese) }
    }

    private func words(
        _ event: String, subject: String = "", before: String? = nil, after: String? = nil
    ) throws -> String {
        let number = try #require(PhoneNumber("0312340001"))
        let scope = History.Scope(all: .settings, of: 1, for: number.digits)
        let line = History.Line(
            place: .newest, account: nil, client: "operator", event: event, subject: subject, before: before,
            after: after)
        let words = HistoryEntry(line, in: scope, HistoryVocabulary(try vocabularies()), .japanese)
        return [words.what, words.subject, words.change].filter { !$0.isEmpty }.joined(separator: "：")
    }

    /// Whatever the source writes has words: an event that was forgotten fails here, whether any test makes it happen or not.
    @Test func `AUTH-12 every event that the program can write has words`() throws {
        let sources = TestSite.root + "/Sources"
        let files = try #require(FileManager.default.enumerator(atPath: sources))
        var events: Set<String> = []
        while let file = files.nextObject() as? String {
            guard file.hasSuffix(".swift"), !WrittenEvents.areOfOrdering(file) else { continue }
            let text = try String(contentsOfFile: sources + "/" + file, encoding: .utf8)
            events.formUnion(WrittenEvents.names(in: text))
        }
        #expect(events.count > 15)
        let vocabulary = HistoryVocabulary(try vocabularies())
        for event in events.sorted() {
            #expect(vocabulary.entry(for: event) != nil, "操作履歴 has no words for \"\(event)\"")
        }
    }

    @Test func `No event has words that the program never writes`() throws {
        let sources = TestSite.root + "/Sources"
        let files = try #require(FileManager.default.enumerator(atPath: sources))
        var missing = Set(try vocabularies().flatMap(\.events.keys))
        while let file = files.nextObject() as? String {
            guard file.hasSuffix(".swift"), !file.hasSuffix("Words.swift") else { continue }
            let text = try String(contentsOfFile: sources + "/" + file, encoding: .utf8)
            missing = missing.filter { !text.contains("\"\($0)\"") }
        }
        #expect(missing.isEmpty)
    }

    @Test func `No event has two features' words`() throws {
        let names = try vocabularies().flatMap { Array($0.events.keys) }
        #expect(names.count == Set(names).count)
    }

    @Test(
        arguments: [
            (
                "contract.add", "0312340001", nil, "office-a, channels 3, additional numbers 0312340002-0312340009",
                "ご契約の登録：03-1234-0001：ひかり電話オフィスA（エース）、チャネル数 3、追加番号 03-1234-0002〜03-1234-0009"
            ),
            (
                "contract.add", "0312340001", nil, "hikari, channels 1, additional numbers ",
                "ご契約の登録：03-1234-0001：ひかり電話、チャネル数 1、追加番号 なし"
            ),
            ("contract.change", "services", "", "bulk-forwarding fax-mail", "ご契約の内容の変更：サービス：一括転送、FAXお知らせメール"),
            ("contract.change", "channels", "1", "3", "ご契約の内容の変更：チャネル数：1 → 3"),
            (
                "number.remove", "0312340002", "forwarded to 0612345678", nil,
                "電話番号の削除：03-1234-0002：転送先 06-1234-5678 → なし"
            ),
            ("monitor.remove", "monitor number", "0312340002", nil, "監視用電話番号の解除：03-1234-0002 → なし"),
            (
                "bulk-forwarding.destination", "0312340002", "09012345678", nil,
                "転送先電話番号の設定：03-1234-0002：090-1234-5678 → 未登録"
            ),
            ("bulk-forwarding.undo", "17", nil, "3", "転送先電話番号の変更の取り消し：3番号"),
            ("telephone-menu.unit", "", nil, "電話番号単位", "電話での認証単位の設定：電話番号単位"),
            ("of.an.older.program", "", "a", "b", "そのほかの操作：a → b"),
        ] as [(String, String, String?, String?, String)])
    func `What was stored is said in words`(line: (String, String, String?, String?, String)) throws {
        #expect(try words(line.0, subject: line.1, before: line.2, after: line.3) == line.4)
    }
}
