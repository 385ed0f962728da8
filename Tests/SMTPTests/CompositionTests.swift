import Foundation
import TestPrograms
import Testing

@testable import SMTP

/// A mail as Python's mail library understands it: a reader that shares nothing with the composer.
private struct ReadMail: Decodable {
    let headers: [String]
    let from: [[String]]
    let to: [[String]]
    let subject: String
    let date: Double
    let id: String
    let type: String
    let charset: String
    let automatic: String
    let body: String
    let defects: [String]
}

@Suite struct CompositionTests {
    /// Whatever the words, these hold for the bytes.
    private static func checkForm(_ mail: MailMessage) throws {
        let text = try #require(String(bytes: mail.bytes, encoding: .ascii))
        let lines = text.components(separatedBy: "\r\n")
        for line in lines {
            #expect(line.utf8.count <= 998)
            #expect(!line.utf8.contains { $0 == 13 || $0 == 10 || $0 == 0 })
        }
        let headers = lines.prefix { !$0.isEmpty }
        #expect(headers.filter { !$0.hasPrefix(" ") }.count == 9)
        for header in headers {
            if header.contains("=?") { #expect(header.utf8.count <= 76) }
            for word in header.split(separator: " ") where word.hasPrefix("=?") {
                #expect(word.utf8.count <= 75)
                #expect(String(bytes: try decoded(word), encoding: .utf8) != nil)
            }
        }
        #expect(text.hasSuffix("\r\n"))
    }

    /// The bytes of an encoded word.
    private static func decoded(_ word: Substring) throws -> Data {
        try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
    }

    private static let subjects = [
        "ワンタイムパスワードのお知らせ", "", "x", "plain English words", "two  spaces", " leading", "trailing ", "=?UTF-8?B?eA==?=",
        "a =?x?= b", String(repeating: "長い件名", count: 40), String(repeating: "x", count: 300), "混ぜた words と 文字",
        "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 family", "e\u{301}\u{301}" + String(repeating: "\u{301}", count: 60), "Re: [x] (y) \"z\"; <a@b>, c:",
        String(repeating: "many words ", count: 30) + "end",
    ]

    @Test(.enabled(if: Available.python, "needs Python 3"))
    func `another program reads what was written: names, subjects and texts of all kinds`() async throws {
        let reader = try Script([Script.path("read-mail.py")])
        let names: [String?] = ["ひかり電話 設定サイト", nil, "Hikari", "Doe, John (x) \"y\" <z>", "a.b", "=?x?="]
        let bodies = [
            "", "一行", "一行\n", "a\r\nb\n\n.\nFrom me\n", String(repeating: "長い行", count: 500) + "\n", "\u{feff}𠮷野家\t♨️\n",
        ]
        for (index, subject) in Self.subjects.enumerated() {
            let name = names[index % names.count]
            let body = bodies[index % bodies.count]
            let mail = MailMessage(
                from: try #require(Mailbox(name: name, address: "hikari@test.example")),
                to: try #require(Mailbox(name: name, address: "taro..x@test.example")),
                subject: try #require(MailHeaderText(subject)), body: body, secondsSince1970: 1_795_221_000,
                zoneMinutes: 540, id: try #require(MessageID("outbox.\(index)", at: "test.example")))
            try Self.checkForm(mail)
            let bytes = mail.bytes
            #expect(bytes == mail.bytes)
            let answer = try await onOwnThread {
                try reader.write(Array("\(bytes.count)\n".utf8) + bytes)
                return try reader.line()
            }
            let read = try JSONDecoder().decode(ReadMail.self, from: answer)
            #expect(read.subject == subject)
            #expect(read.from == [[name ?? "", "hikari@test.example"]])
            // Python shows the address without the quotes it travels in.
            #expect(read.to == [[name ?? "", "taro..x@test.example"]])
            #expect(read.date == 1_795_221_000)
            #expect(read.id == "<outbox.\(index)@test.example>")
            #expect(read.type == "text/plain" && read.charset == "utf-8")
            #expect(read.automatic == "auto-generated")
            var expected = body.replacing("\r\n", with: "\n")
            if !expected.hasSuffix("\n") { expected += "\n" }
            #expect(read.body.replacing("\r\n", with: "\n") == expected)
            #expect(read.defects == [])
            #expect(
                read.headers == [
                    "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
                    "Content-Transfer-Encoding", "Auto-Submitted",
                ])
        }
    }

    @Test func `a mail looks like this`() throws {
        let mail = try TestMail.mail(subject: "認証番号", body: "番号は 123456 です。\n")
        let expected = """
            Date: Sat, 21 Nov 2026 09:30:00 +0900\r
            From: =?UTF-8?B?44Gy44GL44KK6Zu76KmxIOioreWumuOCteOCpOODiA==?=\r
             <hikari@test.example>\r
            To: taro@test.example\r
            Subject: =?UTF-8?B?6KqN6Ki855Wq5Y+3?=\r
            Message-ID: <outbox.17@test.example>\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=UTF-8\r
            Content-Transfer-Encoding: base64\r
            Auto-Submitted: auto-generated\r
            \r
            55Wq5Y+344GvIDEyMzQ1NiDjgafjgZnjgIINCg==\r

            """
        #expect(String(decoding: mail.bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        "a\r\nBcc: x@example.jp", "a\nb", "a\rb", "a\0b", "a\u{85}b", "a\u{2028}b", "a\u{7f}", "\u{b}", "\t",
    ])
    func `words that could begin another header are no header words`(_ text: String) {
        #expect(MailHeaderText(text) == nil)
        #expect(Mailbox(name: text, address: "taro@test.example") == nil)
        #expect(SMTPAddress("taro\(text)@test.example") == nil)
        #expect(SMTPAddress("taro@test.example\(text)") == nil)
        #expect(MessageID(text, at: "test.example") == nil)
        #expect(MessageID("x", at: text) == nil)
    }

    @Test(arguments: [
        ("taro@test.example", "taro@test.example"), ("Taro.Yamada+x@Test.Example", "Taro.Yamada+x@Test.Example"),
        ("a..b@docomo.example", "\"a..b\"@docomo.example"), ("a.@x.jp", "\"a.\"@x.jp"), (".a@x.jp", "\".a\"@x.jp"),
        ("\"a b\"@x.jp", "\"a b\"@x.jp"), ("\"a\\\"b\"@x.jp", "\"a\\\"b\"@x.jp"), ("root@localhost", "root@localhost"),
        ("!#$%&'*+-/=?^_`{|}~@x.jp", "!#$%&'*+-/=?^_`{|}~@x.jp"), ("\"a@b\"@x.jp", "\"a@b\"@x.jp"),
    ])
    func `addresses are taken as RFC 5321 has them, and dots in a row travel quoted`(_ text: String, _ carried: String)
    {
        #expect(SMTPAddress(text)?.text == carried)
    }

    @Test(arguments: [
        "", "@", "taro", "@x.jp", "taro@", "a b@x.jp", "a@b@x.jp", "a@x..jp", "a@.jp", "a@x.jp.", "a@-x.jp", "a@x-.jp",
        "a@x_y.jp", "<a@x.jp>", "a@x.jp>", "a@x.jp> SIZE=1", "\"a@x.jp", "\"a\"b@x.jp", "\"a\\\"@x.jp", "太郎@x.jp",
        "a@電話.jp", "a,b@x.jp", "a@[192.0.2.1]", String(repeating: "a", count: 65) + "@x.jp",
        "a@" + String(repeating: "a", count: 64) + ".jp", "a@" + String(repeating: "abcdefg.", count: 32) + "jp",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(SMTPAddress(text) == nil)
    }

    @Test(
        arguments: [
            (0, 0, "Thu, 1 Jan 1970 00:00:00 +0000"), (0, 540, "Thu, 1 Jan 1970 09:00:00 +0900"),
            (-1, 0, "Wed, 31 Dec 1969 23:59:59 +0000"), (951_782_400, 0, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_709_164_799, 0, "Wed, 28 Feb 2024 23:59:59 +0000"),
            (4_107_542_400, -210, "Sun, 28 Feb 2100 20:30:00 -0330"),
            (4_107_542_400, 0, "Mon, 1 Mar 2100 00:00:00 +0000"),
            (1_798_729_200, 540, "Fri, 1 Jan 2027 00:00:00 +0900"),
        ] as [(Int64, Int, String)])
    func `moments are dated right`(_ seconds: Int64, _ zone: Int, _ text: String) {
        #expect(MailDate.text(seconds, zoneMinutes: zone) == text)
    }

    @Test func `moments beyond all years are dated somehow`() {
        #expect(MailDate.text(.max, zoneMinutes: .max).hasPrefix("Fri, 31 Dec 9999"))
        #expect(MailDate.text(.min, zoneMinutes: .min).contains("Jan 0001"))
    }

    @Test func `content is made fit for DATA: dots doubled, one kind of line end, an end that only we can set`() throws
    {
        let cases = [
            ("a", "a\r\n.\r\n"), ("", "\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
            ("a\r\n.\r\nQUIT\r\n", "a\r\n..\r\nQUIT\r\n.\r\n"), ("a\n.\nQUIT\n", "a\r\n..\r\nQUIT\r\n.\r\n"),
            ("a\r.\rQUIT\r", "a\r\n..\r\nQUIT\r\n.\r\n"), ("a\r\r\n.\n\rb", "a\r\n\r\n..\r\n\r\nb\r\n.\r\n"),
            ("a.b\r\n..\r\n", "a.b\r\n...\r\n.\r\n"),
        ]
        for (text, content) in cases {
            #expect(String(decoding: try TestMail.envelope(text).content, as: UTF8.self) == content)
        }
        let address = try #require(SMTPAddress("taro@test.example"))
        #expect(SMTPEnvelope(Array("お".utf8), from: address, to: address) == nil)
        #expect(SMTPEnvelope([0x61, 0], from: address, to: address) == nil)
    }
}
