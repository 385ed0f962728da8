import Foundation
import Testing

/// Every page that answers a form can be fetched again: Back and reload show it, and never the browser's own question or error page.
@Suite(.serialized, .timeLimit(.minutes(BrowserPrograms.patience))) struct BackAndReloadTests {
    @Test(.needsBrowser) func `Back and reload show what a form was answered with in Chromium`() async throws {
        try await walk(in: .chromium)
    }

    @Test(.needsFirefox) func `Back and reload show what a form was answered with in Firefox`() async throws {
        try await walk(in: .firefox)
    }

    private func walk(in kind: Browser.Kind) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(Browser.Manner(width: 1280, hasScript: true), in: kind) { browser in
                let walk = BackAndReloadWalk(site: site, browser: browser)
                try await walk.refusedSignIn()
                try await browser.signInForTheFirstTime(at: site)
                try await walk.refusedForm()
                try await walk.conflict()
                try await walk.preview()
                try await walk.checkPage()
                try await walk.staleForm()
            }
        }
    }
}

private struct BackAndReloadWalk {
    let site: SiteUnderTest
    let browser: Browser

    private static let destination = "転送先電話番号（03-1234-0001）"

    func refusedSignIn() async throws {
        try await browser.signIn(with: "wrong7days", at: site)
        try await stays("ログイン", "電話番号またはパスワードが正しくありません。", by: "ヘルプ")
    }

    func refusedForm() async throws {
        try await openTheList(typing: "110")
        try await browser.press("設定")
        try await stays("転送先電話番号の設定", "入力内容に問題があります")
        let field = try await browser.field(Self.destination)
        #expect(try await browser.driver.property("value", of: field) == "110")
    }

    func conflict() async throws {
        try await openTheList(typing: "09012345678")
        try await saveInAnotherTab("0698765432")
        try await browser.press("設定")
        try await stays("先に設定が変更されています", "06-9876-5432")
    }

    func preview() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("\"0312340001\",\"09012345678\"\r\n".utf8).write(to: file)
        try await browser.open(site.origin + "/bulk-forwarding/import")
        try await browser.upload(file.path, to: "CSVファイル")
        try await browser.press("一括設定")
        try await stays("一括設定の内容の確認", "090-1234-5678")
    }

    func checkPage() async throws {
        try await browser.open(site.origin + "/one-time-password/registration")
        try await browser.type("hikari@example.jp", into: "受信用メールアドレス")
        try await browser.type("Kakunin2026", into: "確認用ID")
        try await browser.type("asagao77x", into: "確認用パスワード")
        try await browser.type("asagao77x", into: "確認用パスワード（確認）")
        try await browser.type(Browser.regularPassword, into: "現在のパスワード")
        try await browser.press("次へ")
        try await stays("入力内容の確認", "hikari@example.jp")
    }

    func staleForm() async throws {
        try await openTheList(typing: "09012345678")
        try await browser.driver.execute(
            "for (const token of document.getElementsByName('token')) token.value = 'of another sign-in'")
        try await browser.press("設定")
        try await stays("この画面は古くなっています", "設定は変わっていません")
    }

    /// The page shows the same after a reload, and when one comes back to it from another.
    private func stays(_ heading: String, _ words: String, by link: String = "ヘルプ") async throws {
        for step in ["", "reload", "back"] {
            switch step {
            case "reload": try await browser.reload()
            case "back":
                try await browser.follow(link)
                try await browser.goBack()
            default: break
            }
            try await browser.heading(heading)
            try await browser.words(words)
            // Who had to wait for a sign-in is answered where the waiting was, which is fetched too.
            let address = try await browser.driver.address()
            #expect(
                ["/answer?", "/login/waiting"].contains { address.hasPrefix(site.origin + $0) }, "\(heading) \(step)")
        }
    }

    private func openTheList(typing number: String) async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type(number, into: Self.destination)
    }

    /// The same form with another number, as a second tab would send it.
    private func saveInAnotherTab(_ number: String) async throws {
        let address = try await browser.driver.executeWaiting(
            """
            const [number, done] = arguments, form = document.querySelector("form[data-unsaved]");
            const fields = new URLSearchParams(new FormData(form));
            fields.set("destination-0312340001", number);
            fetch(form.action, { method: "POST", body: fields }).then((reply) => done(reply.url));
            """, [.text(number)])
        #expect(address.text?.hasSuffix("/bulk-forwarding") == true)
    }
}
