import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
import Telephony
import TestSite
import Testing

/// Faxes on their way in, and what the number's people see of them.
@Suite struct FaxIntakeTests {
    private static let number = "0312340002"

    private struct Site {
        let site: TestSite
        let contract: Int

        var key: NumberKey { NumberKey(number: Sample.number(FaxIntakeTests.number), contract: contract) }
        var intake: FaxIntake {
            FaxIntake(site.policy.faxMail, mails: site.services.mails, key: site.services.key)
        }

        func list() throws -> [FaxMail.Received] {
            try site.services.database.read { try ReceivedFaxStore.list(of: key, $0) }
        }

        @discardableResult
        func receive(
            _ tiff: [UInt8] = SampleFax().bytes, to: String = FaxIntakeTests.number, from: String = "0612345678",
            reference: String? = nil
        ) throws -> FaxIntake.Outcome {
            let (intake, now, number) = (intake, site.clock.now, Sample.number(to))
            return try site.services.database.writeAndWait {
                try intake.receive(tiff, to: number, from: from, reference: reference, at: now, $0)
            }
        }

        func mails() throws -> [String] {
            try site.services.database.read { database in
                try database.query("SELECT body FROM outbox_mail WHERE kind = 'fax-mail.received' ORDER BY id") {
                    $0.text(0)
                }
            }
        }
    }

    private func site(_ change: @escaping (inout FaxMailPolicy) -> Void = { _ in }) throws -> Site {
        let site = try TestSite(policy: { change(&$0.settings.faxMail) })
        let contract = try site.addContract("0312340001", [Self.number], unit: .administratorAndUser, services: [])
        let number = Self.number
        try site.services.database.writeAndWait { database in
            try database.run(
                "INSERT INTO service (contract_id, number, name) VALUES (?1, ?2, 'faxMail')", contract, number)
            let settings = FaxMail.Settings(
                mailing: .init(
                    isOn: true, addresses: [.init(place: 1, address: Sample.address("keiri@example.jp"))]))
            try FaxMailStore.keep(settings, of: Sample.number(number), in: contract, database)
        }
        return Site(site: site, contract: contract)
    }

    @Test func `FAX-1 a fax is kept, told of without its picture, and had as TIFF and as PDF`() async throws {
        let site = try site()
        let tiff = SampleFax(pages: 2).bytes
        #expect(try site.receive(tiff) == .kept(pages: 2, dropped: 0))
        let mail = try #require(try site.mails().first)
        #expect(mail.contains("06-1234-5678") && mail.contains("■ページ数：2"))
        #expect(mail.contains("/fax-mail/received?number=0312340002"))
        let browser = try await site.site.signedIn(Self.number)
        let list = await browser.get("/fax-mail/received")
        #expect(list.words.contains("06-1234-5678") && list.words.contains("未読は1件です"))
        let id = try #require(try site.list().first?.id)
        let form = [("number", Self.number), ("fax", "\(id)")]
        let file = await browser.post("/fax-mail/received/file", form + [("kind", "tiff")])
        #expect(file.response.body == tiff && file.response.contentType == "image/tiff")
        #expect(file.response.fields["content-disposition"]?.contains("fax-0312340002-") == true)
        let read = await browser.get("/fax-mail/received")
        #expect(read.words.contains("未読は0件です") && read.words.contains("既読"))
        let pdf = await browser.post("/fax-mail/received/file", form + [("kind", "pdf")])
        #expect(pdf.response.contentType == "application/pdf")
        #expect(pdf.response.body.starts(with: "%PDF-1.4".utf8))
    }

    @Test func `FAX-1 nobody reads another number's faxes, nor they lie open in the database`() async throws {
        let site = try site()
        try site.receive()
        let id = try #require(try site.list().first?.id)
        let sealed = try site.site.services.database.read {
            try $0.first("SELECT sealed FROM fax_content") { $0.bytes(0) }
        }
        #expect(sealed?.starts(with: [0x49, 0x49, 0x2A, 0]) == false)
        try site.site.addContract("0399990001", services: ["faxMail"])
        let stranger = try await site.site.signedIn("0399990001")
        await stranger.get("/fax-mail/received")
        for number in [Self.number, "0399990001"] {
            let form = [("number", number), ("fax", "\(id)"), ("kind", "tiff")]
            #expect(await stranger.post("/fax-mail/received/file", form).status == .notFound)
            await stranger.get("/fax-mail/received")
        }
        #expect(await stranger.get("/fax-mail/received?number=\(Self.number)").status == .notFound)
        #expect(try site.list().first?.isRead == false)
    }

    @Test func `FAX-1 when there is no more room the oldest go, and it is told`() async throws {
        let size = SampleFax().bytes.count
        let site = try site { ($0.mostFaxes, $0.mostBytes) = (3, size * 5) }
        for _ in 1...3 { try site.receive() }
        let first = try #require(try site.list().last?.id)
        #expect(try site.receive() == .kept(pages: 1, dropped: 1))
        #expect(try site.list().count == 3 && !site.list().contains { $0.id == first })
        #expect(try site.mails().last?.contains("古いFAX1件を削除しました") == true)
        #expect(
            try site.site.services.database.read { try $0.first("SELECT count(*) FROM fax_content") { $0.integer(0) } }
                == 3)
        let browser = try await site.site.signedIn(Self.number)
        #expect(await browser.get("/history").words.contains("保存できる量を超えたための、古いFAXの削除"))
        #expect(await browser.get("/fax-mail/received").words.contains("保存できる量の100%を使っています"))
        #expect(
            try site.receive(SampleFax(data: [UInt8](repeating: 1, count: size * 5)).bytes)
                == .refused("the fax has more than \(size * 5) bytes, all that a number may keep"))
    }

    @Test func `FAX-1 a fax is deleted after a question, once, by whoever sets its number, and the history tells it`()
        async throws
    {
        let site = try site()
        for _ in 1...2 { try site.receive() }
        let ids = try site.list().map(\.id)
        let (browser, other) = (try await site.site.signedIn(Self.number), try await site.site.signedIn("0312340001"))
        let path = "/fax-mail/received"
        let form = [("number", Self.number), ("fax", "\(ids[0])")]
        await browser.get(path)
        let asked = await browser.post("\(path)/delete", form)
        #expect(asked.heading == "受信したFAXの削除" && asked.words.contains("06-1234-5678"))
        #expect(asked.words.contains("まだダウンロードされていません"))
        #expect(try site.list().count == 2)
        // The administrator is quicker.
        await other.get("\(path)?number=\(Self.number)")
        await other.post("\(path)/delete", form)
        let gone = await other.post("\(path)/delete", form + [("step", "confirm")])
        #expect(gone.location == "\(path)?number=\(Self.number)")
        #expect(await other.get("\(path)?number=\(Self.number)").words.contains("FAXを削除しました"))
        #expect(try site.list().map(\.id) == [ids[1]])
        for step in [[("step", "confirm")], []] {
            await browser.post("\(path)/delete", form + step)
            let late = await browser.get(path)
            #expect(late.words.contains("FAXはすでに削除されています"))
        }
        #expect(try site.list().map(\.id) == [ids[1]])
        let rest = try site.site.services.database.read { database in
            try database.query("SELECT fax_id FROM fax_content") { $0.integer(0) }
        }
        #expect(rest == [ids[1]])
        let history = await other.get("/history").words
        #expect(history.contains("受信したFAXの削除") && history.contains("に受信した1ページ"))
    }

    @Test func `FAX-1 nobody deletes another number's faxes`() async throws {
        let site = try site()
        try site.receive()
        let id = try #require(try site.list().first?.id)
        try site.site.addContract("0399990001", services: ["faxMail"])
        let stranger = try await site.site.signedIn("0399990001")
        for (number, status) in [(Self.number, Status.notFound), ("0399990001", .seeOther)] {
            await stranger.get("/fax-mail/received")
            let form = [("number", number), ("fax", "\(id)"), ("step", "confirm")]
            #expect(await stranger.post("/fax-mail/received/delete", form).status == status)
        }
        #expect(try site.list().map(\.id) == [id])
    }

    @Test func `FAX-1 after thirty days a fax is gone`() throws {
        let site = try site()
        try site.receive()
        site.site.clock.advance(.hours(24 * 30 - 1))
        let forget = { (now: Moment) in
            for feature in site.site.product.features {
                try site.site.services.database.writeAndWait { try feature.forgetOld?(now, $0) }
            }
        }
        try forget(site.site.clock.now)
        #expect(try site.list().count == 1)
        site.site.clock.advance(.hours(2))
        try forget(site.site.clock.now)
        #expect(try site.list().isEmpty)
    }

    @Test func `FAX-2 nothing is kept for numbers without the service, and nobody is told while it is off`() throws {
        let site = try site()
        #expect(try site.receive(to: "0312340001") == .refused("0312340001 has not the service fax-mail"))
        #expect(try site.receive(to: "0388888888") == .refused("0388888888 is not a number of a contract here"))
        #expect(try site.receive([1, 2, 3]) == .refused("this is no TIFF"))
        #expect(try site.mails().isEmpty)
        let key = site.key
        try site.site.services.database.writeAndWait {
            try FaxMailStore.keep(FaxMail.Settings(), of: key.number, in: key.contract, $0)
        }
        #expect(try site.receive(from: "anonymous") == .kept(pages: 1, dropped: 0))
        #expect(try site.list().map(\.caller) == [.withheld] && site.mails().isEmpty)
    }

    // MARK: The spool

    private func spool(_ site: Site) throws -> (folder: URL, run: @Sendable () async throws -> Void) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (spool, services) = (FaxSpool(folder: folder.path, intake: site.intake), site.site.services)
        return (folder, { try await spool.run(services) })
    }

    private func put(_ bytes: [UInt8], _ name: String, in folder: URL, at moment: Moment) throws {
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
    }

    private func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func `FAX-2 the spool is emptied into the list, and what is none is set aside with its reason`() async throws
    {
        let site = try site()
        let (folder, run) = try spool(site)
        defer { try? FileManager.default.removeItem(at: folder) }
        let now = site.site.clock.now
        try put(SampleFax().bytes, "0312340002_0612345678_1.tif", in: folder, at: now)
        try put([1, 2, 3], "0312340002_2.tif", in: folder, at: now - .seconds(60))
        try put(Array(SampleFax().bytes.prefix(40)), "0312340002_3.tif", in: folder, at: now)
        try put([1], "readme.txt", in: folder, at: now)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/0312340002_4.tif", withDestinationPath: "/etc/hostname")
        try await run()
        #expect(try site.list().map(\.caller) == [.number(Sample.number("0612345678"))])
        #expect(
            try names(folder) == ["0312340002_3.tif", "0312340002_4.tif", FaxSpool.refused, "readme.txt"].sorted())
        #expect(
            try names(folder.appending(path: FaxSpool.refused)) == ["0312340002_2.tif", "0312340002_2.tif.txt"])
        // What was still on its way is whole now.
        try put(SampleFax().bytes, "0312340002_3.tif", in: folder, at: now)
        try await run()
        #expect(try site.list().count == 2 && !names(folder).contains("0312340002_3.tif"))
    }

    @Test func `FAX-2 a fax that was kept when the program died is not kept twice`() async throws {
        let site = try site()
        let (folder, run) = try spool(site)
        defer { try? FileManager.default.removeItem(at: folder) }
        let now = site.site.clock.now
        for _ in 1...2 {
            try put(SampleFax().bytes, "0312340002_0612345678_1.tif", in: folder, at: now)
            try await run()
            #expect(try names(folder).isEmpty)
        }
        #expect(try site.list().count == 1)
        try put(SampleFax().bytes, "0312340002_0612345678_2.tif", in: folder, at: now)
        try await run()
        #expect(try site.list().count == 2)
    }

    @Test func `FAX-2 while nothing can be written the spool keeps its files`() async throws {
        let site = try site()
        let (folder, run) = try spool(site)
        defer { try? FileManager.default.removeItem(at: folder) }
        try put(SampleFax().bytes, "0312340002_1.tif", in: folder, at: site.site.clock.now)
        site.site.services.database.close()
        await #expect(throws: (any Error).self) { try await run() }
        #expect(try names(folder) == ["0312340002_1.tif"])
    }
}
