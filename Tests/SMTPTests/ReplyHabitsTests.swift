import Testing

@testable import SMTP

/// What a mail is told by is the code; the text behind it is the server's own affair, in whatever encoding and shape. A text
/// that upset us behind the last code would send the mail a second time.
@Suite struct ReplyHabitsTests {
    /// 受付ソ in Shift_JIS, whose last byte is a backslash, 電話 in EUC-JP and in ISO-2022-JP, and others.
    private static let texts: [[UInt8]] = [
        [], ascii(" "), ascii("OK\r"), ascii("\tOK"), ascii("250 OK"), ascii("-"), ascii("2.0.0 <a@b> \"half"),
        [0x8E, 0xF3, 0x95, 0x74, 0x83, 0x5C], [0xC5, 0xC5, 0xCF, 0xC3], ascii("\u{1B}$BEEOC\u{1B}(B"),
        ascii("受け付けました"), [0xFF, 0xFE, 0x00, 0x41], ascii(String(repeating: "x", count: 2040)),
        [UInt8](repeating: 0x83, count: 2040),
    ]

    private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// A whole mail, with a text behind each code; the codes from RCPT on are given.
    private func outcome(_ codes: [String], _ text: [UInt8], lineEnd: String) throws -> SMTPOutcome? {
        var dialogue = try Dialogue(Dialogue.settings(.implicitTLS))
        let offers = [Self.ascii("250-") + text, Self.ascii("250-X-") + text, Self.ascii("250 AUTH PLAIN")]
        let replies =
            [[Self.ascii("220 ") + text], offers]
            + (["235", "250"] + codes).map { code in
                [Self.ascii("\(code)-") + text, Self.ascii("\(code) ") + text]
            }
        for reply in replies { dialogue.raw(Array(reply.map { $0 + Self.ascii(lineEnd) }.joined())) }
        return dialogue.outcomes.count == 1 ? dialogue.outcomes.first : nil
    }

    private func expectVerdicts(_ text: [UInt8], _ lineEnd: String) throws {
        guard case .accepted = try outcome(["250", "354", "250"], text, lineEnd: lineEnd) else {
            Issue.record("not accepted: \(text)")
            return
        }
        guard case .refused = try outcome(["550"], text, lineEnd: lineEnd) else {
            Issue.record("not refused: \(text)")
            return
        }
        guard case .deferred = try outcome(["451"], text, lineEnd: lineEnd) else {
            Issue.record("not deferred: \(text)")
            return
        }
    }

    @Test(arguments: texts, ["\r\n", "\n", "\r\r\n"])
    func `a mail's fate hangs on the codes, whatever text the server writes behind them`(
        text: [UInt8], lineEnd: String
    ) throws {
        try expectVerdicts(text, lineEnd)
    }

    @Test func `any bytes behind the codes change nothing`() throws {
        // Numbers that come again in each run (Knuth's generator).
        var state: UInt64 = 2026
        func next(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        for _ in 0..<400 {
            let text = (0..<next(200)).map { _ in UInt8(next(256)) }.filter { $0 != 10 }
            try expectVerdicts(text, "\r\n")
        }
    }

    @Test func `a bare code, a tab behind it, and line ends doubled by a relay are replies`() throws {
        for line in ["250", "250\r", "250\tOK", "250 ", "250 OK\r\r"] {
            var reader = SMTPReplyReader()
            reader.append(Array("\(line)\r\n".utf8))
            #expect(try reader.next()?.code == 250, "\(line.debugDescription)")
            #expect(!reader.hasMore)
        }
    }

    @Test func `an offer is read whatever blanks stand about it`() throws {
        var reader = SMTPReplyReader()
        reader.append(Array("250-there\r\n250-STARTTLS \r\n250-AUTH\tLOGIN\tPLAIN\r\n250 SIZE  1000\t\r\n".utf8))
        let reply = try #require(try reader.next())
        let capabilities = SMTPCapabilities(reply)
        #expect(capabilities.offersStartTLS && capabilities.mechanism == .plain && capabilities.size == 1000)
    }
}
