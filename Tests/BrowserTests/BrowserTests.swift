import Foundation
import Testing

/// The tests' own hands and eyes, tried on a page whose faults are known.
@Suite(.serialized, .needsBrowser) struct BrowserTests {
    @Test(arguments: Browser.Manner.all) func `fields, buttons and links are found by the names people see`(
        manner: Browser.Manner
    ) async throws {
        try await Browser.use(manner) { browser in
            try await browser.open(page("二つの欄", good))
            try await browser.type("0312340001", into: "電話番号")
            try await browser.press("次へ")
            try await browser.heading("二つの欄")
            #expect(try await browser.driver.address().contains("number=0312340001"))
            try await browser.follow("もう一度")
            try await browser.heading("二つの欄")
        }
    }

    @Test(arguments: Browser.Manner.all) func `a page knows its width and whether it may run script`(
        manner: Browser.Manner
    ) async throws {
        try await Browser.use(manner) { browser in
            try await browser.open(page("幅", "<p id=width></p><script>document.title = 'script'</script>"))
            #expect(try await browser.driver.title() == (manner.hasScript ? "script" : "幅 | 見本"))
            let width = try await browser.driver.execute("return innerWidth").number
            #expect(width == Double(manner.width))
        }
    }

    @Test func `what is missing is named, with what the page says instead`() async throws {
        try await Browser.use(Browser.Manner(width: 320, hasScript: true)) { browser in
            try await browser.open(page("欄なし", "<p>ここには何もありません。</p>"))
            try await browser.driver.waitNoLonger()
            let missing = await #expect(throws: Browser.NotFound.self) { try await browser.press("設定") }
            #expect(missing?.description.contains("ここには何もありません。") == true)
        }
    }

    @Test(.enabled(if: Axe.source != nil, Axe.advice)) func `axe finds what is wrong`() async throws {
        try await Browser.use(Browser.Manner(width: 1280, hasScript: true)) { browser in
            try await browser.open(page("無名の欄", "<input><img src=x>"))
            let complaints = try await browser.axeComplaints()
            #expect(complaints.contains { $0.hasPrefix("axe label:") })
            #expect(complaints.contains { $0.hasPrefix("axe image-alt:") })
        }
    }

    private let good = """
        <form action=""><label for="number">電話番号</label><input id="number" name="number">
        <button>次へ</button></form><p><a href="?again">もう一度</a></p>
        """

    /// A page on disk, as small as can be.
    private func page(_ heading: String, _ body: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).html")
        let text = """
            <!DOCTYPE html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>\(heading) | 見本</title><h1>\(heading)</h1>\(body)</html>
            """
        try Data(text.utf8).write(to: file)
        return file.absoluteString
    }
}
