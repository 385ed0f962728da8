import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct BulkForwardingImportPageTests {
    @Test func `FWD-5 a file is shown as what it would change, and applied on the person's word`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([2: "0612345678", 3: "0612345678"])
        let preview = await forwarding.upload(
            "\"0312340001\",\"09012345678\"\r\n\"0312340002\",\"\"\r\n0312340003,0611112222\r\n0312340004,\r\n")
        #expect(preview.status == .ok)
        #expect(preview.heading == "一括設定の内容の確認")
        #expect(preview.counts == ["1", "1", "1", "1", "0"])
        #expect(preview.text.contains("「numbers.csv」を読み取りました。"))
        #expect(try forwarding.destinations() == [nil, "0612345678", "0612345678", nil, nil])
        let applied = await forwarding.apply()
        #expect(applied.status == .seeOther)
        #expect(try forwarding.destinations() == ["09012345678", nil, "0611112222", nil, nil])
    }

    @Test func `FWD-5 an upload is undone as one step`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([2: "0612345678"])
        await forwarding.upload("0312340001,09012345678\n0312340002,\n")
        await forwarding.apply()
        let change = try #require(await forwarding.browser.get("/bulk-forwarding").value(of: "change"))
        await forwarding.browser.post("/bulk-forwarding/undo", [("change", change)])
        #expect(try forwarding.destinations() == [nil, "0612345678", nil, nil, nil])
    }

    @Test func `FWD-5 applying twice does it once`() async throws {
        let forwarding = try await ForwardingSite()
        let preview = await forwarding.upload("0312340001,09012345678\n")
        let form = ["upload", "version", "token"].map { ($0, preview.value(of: $0) ?? "") }
        for _ in 1...2 {
            let answer = await forwarding.browser.post("/bulk-forwarding/import/apply", form, token: false)
            #expect(answer.status == .seeOther)
        }
        #expect(try forwarding.site.auditEvents().filter { $0 == "bulk-forwarding.upload" }.count == 1)
    }

    @Test func `AUTH-13 destinations that changed since the preview are shown again with 409`() async throws {
        let forwarding = try await ForwardingSite()
        let preview = await forwarding.upload("0312340001,09012345678\n")
        try await forwarding.somebodyElseSets(1, "0611112222")
        let form = ["upload", "version", "token"].map { ($0, preview.value(of: $0) ?? "") }
        let again = await forwarding.browser.post("/bulk-forwarding/import/apply", form, token: false)
        #expect(again.status == .conflict)
        #expect(again.text.contains("06-1111-2222"))
        #expect(again.text.contains("転送先がほかの操作で変更されました"))
        #expect(try forwarding.destinations()[0] == "0611112222")
        #expect(await forwarding.apply().status == .seeOther)
        #expect(try forwarding.destinations()[0] == "09012345678")
    }

    @Test func `FWD-6 what is downloaded uploads unchanged`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678", 2: "0312340003", 3: "0612345678"])
        await forwarding.agree()
        let file = await forwarding.browser.get("/bulk-forwarding/export.csv")
        #expect(file.response.contentType == "text/csv; charset=utf-8")
        let disposition = try #require(file.response.fields["content-disposition"])
        #expect(disposition.contains("filename=\"bulk-forwarding_") && disposition.contains("filename*=UTF-8''"))
        #expect(file.text.hasPrefix("\u{FEFF}\"転送元電話番号\",\"転送先電話番号\"\r\n\"0312340001\",\"09012345678\"\r\n"))
        let preview = await forwarding.upload(file.response.body)
        #expect(preview.counts == ["0", "0", "0", "5", "0"])
        #expect(preview.text.contains("いまの設定と同じです。"))
    }

    @Test func `FWD-4 files in Shift_JIS and UTF-16 are read`() async throws {
        let text = "\"転送元電話番号\",\"転送先電話番号\"\r\n\"0312340001\",\"09012345678\"\r\n"
        for encoding in [String.Encoding.shiftJIS, .utf16LittleEndian, .utf16, .utf8] {
            let forwarding = try await ForwardingSite()
            let bytes = try #require(text.data(using: encoding))
            let preview = await forwarding.upload([UInt8](bytes))
            #expect(preview.counts == ["1", "0", "0", "0", "0"], "\(encoding)")
            await forwarding.apply()
            #expect(try forwarding.destinations()[0] == "09012345678")
        }
    }

    @Test func `FWD-5 a lost leading zero is named, and put back only when asked for`() async throws {
        let forwarding = try await ForwardingSite()
        let refused = await forwarding.upload("312340001,9012345678\r\n")
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("先頭の0がありません"))
        #expect(refused.text.contains("先頭の0を補って読み直す"))
        let token = refused.value(of: "upload") ?? ""
        let repaired = await forwarding.browser.post("/bulk-forwarding/import/repair", [("upload", token)])
        #expect(repaired.status == .ok)
        #expect(repaired.counts == ["1", "0", "0", "0", "0"])
        #expect(try forwarding.destinations()[0] == nil)
        await forwarding.apply()
        #expect(try forwarding.destinations()[0] == "09012345678")
    }

    @Test(arguments: [
        "転送先電話番号,転送元電話番号\n9012345678,312340001\n", "番号,転送先,備考\r\n312340001,\"9,012,345,678\",,,\r\n,,,\r\n",
        "\u{FEFF}転送一覧\n\n 転送元 , 転送先 ,,\n=\"0312340001\",=\"09012345678\",,\n",
        "sep=;\r\n転送元電話番号;転送先電話番号\r\n3.12340001E+08;9.012345678E+09\r\n",
        "転送元電話番号\t転送先電話番号\r\n312340001\t9012345678.0\r\n",
    ])
    func `FWD-5 after reading again with repairs nobody is stuck on a file of a spreadsheet`(text: String) async throws
    {
        let forwarding = try await ForwardingSite()
        let refused = await forwarding.upload(text)
        #expect(refused.counts.dropLast() == ["0", "0", "0", "0"])
        #expect(refused.text.contains("読み直す</button>") && refused.text.contains("行目は見出しとして読み飛ばしました。"))
        let token = refused.value(of: "upload") ?? ""
        let repaired = await forwarding.browser.post("/bulk-forwarding/import/repair", [("upload", token)])
        #expect(repaired.counts == ["1", "0", "0", "0", "0"])
        await forwarding.apply()
        #expect(try forwarding.destinations()[0] == "09012345678")
    }

    @Test func `FWD-4 cells that a line lacks are empty, and the preview says what an empty one means`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "0612345678"])
        let preview = await forwarding.upload("0312340001\r\n0312340002,09012345678,,,\r\n")
        #expect(preview.counts == ["1", "0", "1", "0", "0"])
        #expect(preview.text.contains("転送先が空欄の行は「削除」"))
    }

    @Test func `FWD-5 of 7,000 rows exactly the three wrong ones are named, and nothing can be applied`() async throws {
        let forwarding = try await ForwardingSite(numbers: 7000)
        var lines = try (1...7000).map { "\(try ForwardingSample.ofContract($0).digits),09012345678" }
        lines[41] = "0312340042,0570123456"
        lines[3999] = "0399999999,09012345678"
        lines[6998] = "0312346999,0312346999"
        lines[6999] = "0312347000,"
        let page = await forwarding.upload(lines.joined(separator: "\r\n"))
        #expect(page.status == .unprocessableContent)
        #expect(page.title.hasPrefix("エラー："))
        let table = page.text.between("id=\"error-table\"", "</table>") ?? ""
        let numbers = table.components(separatedBy: "class=\"amount\" data-label=\"行\">").dropFirst().map {
            $0.prefix { $0 != "<" }
        }
        #expect(numbers == ["42", "4,000", "6,999"])
        #expect(!page.text.contains("この内容で設定する"))
        let answer = await forwarding.apply()
        #expect(answer.status != .seeOther)
        #expect(try forwarding.destinations().allSatisfy { $0 == nil })
        let token = page.value(of: "upload") ?? ""
        let list = await forwarding.browser.get("/bulk-forwarding/import/errors.csv?upload=\(token)")
        #expect(list.text.components(separatedBy: "\r\n").count == 5)
        #expect(list.text.contains("\"4000\",\"転送元電話番号\",\"0399999999\",\"ご契約の電話番号にありません。\""))
    }

    @Test func `FWD-3 a loop in the file is shown at its lines`() async throws {
        let forwarding = try await ForwardingSite()
        let page = await forwarding.upload("0312340001,0312340002\n0312340002,0312340001\n")
        #expect(page.status == .unprocessableContent)
        #expect(page.text.contains("03-1234-0001 → 03-1234-0002 → 03-1234-0001"))
    }

    @Test(arguments: [
        ("", "ファイルに何も書かれていません。"), ("\r\n\r\n", "ファイルに何も書かれていません。"),
        ("\"転送元電話番号\",\"転送先電話番号\"\r\n", "CSVファイルに電話番号の行がありません。"),
        ("PK\u{3}\u{4}xl/workbook.xml", "表計算ソフトの文書（Excelブックなど）は読み取れません。"), ("0312340001,\0", "NUL"),
        ("\"0312340001,09012345678\r\n", "閉じられていません。"),
    ])
    func `FWD-4 a file that cannot be read is refused with the reason`(text: String, sentence: String) async throws {
        let forwarding = try await ForwardingSite()
        let page = await forwarding.upload(text)
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.count == 1)
        #expect(page.problems.first?.contains(sentence) == true, "\(page.problems)")
        #expect(page.text.contains("aria-invalid=\"true\""))
    }

    @Test func `FWD-4 no file is asked for by name`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding/import")
        let page = await forwarding.browser.post("/bulk-forwarding/import", [])
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["CSVファイルを選択してください。"])
    }

    @Test func `FWD-4 more than 7,000 rows or 1 MiB are refused`() async throws {
        let forwarding = try await ForwardingSite()
        let rows = await forwarding.upload(String(repeating: "0312340001,09012345678\n", count: 7001))
        #expect(rows.problems.first?.contains("7,000行まで") == true)
        let bytes = await forwarding.upload([UInt8](repeating: UInt8(ascii: "0"), count: (1 << 20) + 1))
        #expect(bytes.problems.first?.contains("1MBまで") == true)
    }

    @Test func `security 53 a waiting file is its number's alone, replaced by the next and gone after an hour`()
        async throws
    {
        let forwarding = try await ForwardingSite()
        let first = await forwarding.upload("0312340001,09012345678\n")
        let old = [("upload", first.value(of: "upload") ?? ""), ("version", "0")]
        try forwarding.site.addContract("0399990001")
        let other = try await forwarding.site.signedIn("0399990001")
        await other.get("/bulk-forwarding/import")
        #expect(await other.post("/bulk-forwarding/import/apply", old).status == .unprocessableContent)
        await forwarding.upload("0312340002,09012345678\n")
        #expect(await forwarding.browser.post("/bulk-forwarding/import/apply", old).status == .unprocessableContent)
        let last = await forwarding.upload("0312340003,09012345678\n")
        forwarding.site.clock.advance(.minutes(61))
        let later = try await forwarding.site.signedIn("0312340001")
        await later.get("/bulk-forwarding/import")
        let late = [("upload", last.value(of: "upload") ?? ""), ("version", "0")]
        let page = await later.post("/bulk-forwarding/import/apply", late)
        #expect(page.problems == ["確認の画面が古くなっています。CSVファイルをもう一度選択してください。"])
        #expect(try forwarding.destinations().allSatisfy { $0 == nil })
    }

    @Test func `FWD-5 the second of two clicks, sent while the first was at work, finds it done`() async throws {
        let fileWork = Overtaken()
        let forwarding = try await ForwardingSite(fileWork: fileWork)
        let preview = await forwarding.upload("0312340001,09012345678\n")
        let token = try #require(preview.value(of: "upload"))
        let (services, contract, now) = (forwarding.site.services, forwarding.contract, forwarding.site.clock.now)
        fileWork.meanwhile {
            try services.database.writeAndWait { database in
                let number = try #require(PhoneNumber("0312340001"))
                let row = BulkForwarding.Edit(number: number, destination: PhoneNumber("09012345678"), shownVersion: 0)
                let actor = Actor(contract: contract, number: number, client: "", at: now)
                _ = try BulkForwardingChangeStore.save(
                    [row], of: contract, by: actor, telling: services.mails, database)
                let owner = PendingUpload.Owner(
                    kind: BulkForwardingImportKind.name, account: number.digits, tenant: contract)
                let upload = try PendingUploadStore.find(token, of: owner, at: now, services.key, database)
                try PendingUploadStore.markUsed(try #require(upload), database)
            }
        }
        let page = await forwarding.apply()
        #expect(page.status == .seeOther && page.location == "/bulk-forwarding")
        #expect(await forwarding.browser.get("/bulk-forwarding").text.contains("このファイルの内容は設定してあります"))
    }

    @Test func `FWD-4 the sample file can be downloaded`() async throws {
        let forwarding = try await ForwardingSite()
        #expect(
            await forwarding.browser.get("/bulk-forwarding/sample.csv").text.contains("\"0312340002\",\"0612345678\""))
    }
}

extension TestPage {
    /// New, changed, unchanged… as the preview counts them: added, changed, deleted, unchanged, wrong.
    fileprivate var counts: [String] {
        ["新しく登録", "変更", "削除", "変更なし", "エラー"].map { name in
            text.components(separatedBy: "</dt>").enumerated().dropLast().compactMap { position, part in
                part.hasSuffix("<dt>\(name)") || (name == "エラー" && part.hasSuffix("エラー"))
                    ? text.components(separatedBy: "</dt>")[position + 1].between("<dd>", "<span>") : nil
            }.first ?? "?"
        }
    }
}

@Suite struct BulkForwardingRaceTests {
    @Test func `AUTH-13 two clicks at the same moment apply a file once, and both say it is done`() async throws {
        let forwarding = try await ForwardingSite()
        let preview = await forwarding.upload("0312340001,09012345678\n")
        let form = ["upload", "version", "token"].map { ($0, preview.value(of: $0) ?? "") }
        await withTaskGroup(of: Status.self) { clicks in
            for _ in 1...4 {
                clicks.addTask {
                    await forwarding.browser.post("/bulk-forwarding/import/apply", form, token: false).status
                }
            }
            for await status in clicks { #expect(status == .seeOther) }
        }
        #expect(try forwarding.site.auditEvents().filter { $0 == "bulk-forwarding.upload" }.count == 1)
    }
}
