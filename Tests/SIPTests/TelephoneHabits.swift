import Testing

@testable import SIP

/// How telephones and exchanges write what nobody reads: their names, dates, feature lists, comments, spaces and line ends.
/// Written by hand, each with one habit or more that upsets strict parsers; none is a recording of a telephone of any make.
struct TelephoneHabit: Sendable, CustomTestStringConvertible {
    let name: String
    /// The status line, without its end.
    var start: [UInt8] = ascii("SIP/2.0 180 Ringing")
    /// The lines that are needed: `@via`, `@from`, `@to` … stand for the values.
    var needed = ["Via: @via", "From: @from", "To: @to", "Call-ID: @callid", "CSeq: @cseq"]
    /// Lines that nobody reads.
    var other: [[UInt8]] = []
    var lineEnd = "\r\n"
    /// Parameters behind the branch of Via.
    var hop = ""
    /// The name before the address in To, with its blank.
    var toName: [UInt8] = []
    var body: [UInt8] = []

    var testDescription: String { name }

    /// 表示名ソ in Shift_JIS: two of its characters end in the byte of a backslash.
    static let shiftJIS: [UInt8] = [0x95, 0x5C, 0x8E, 0xA6, 0x96, 0xBC, 0x83, 0x5C]
    /// 電話 in EUC-JP.
    static let eucJP: [UInt8] = [0xC5, 0xC5, 0xCF, 0xC3]

    static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    static let all: [TelephoneHabit] = [
        TelephoneHabit(name: "plain"),
        TelephoneHabit(name: "a business telephone that signs in Shift_JIS", other: [ascii("Server: ") + shiftJIS]),
        TelephoneHabit(
            name: "a Shift_JIS name whose last byte is a backslash", toName: ascii("\"") + shiftJIS + ascii("\" ")),
        TelephoneHabit(name: "a Shift_JIS name without quotes", toName: shiftJIS + ascii(" ")),
        TelephoneHabit(
            name: "an EUC-JP exchange", other: [ascii("Organization: ") + eucJP, ascii("Subject: ") + eucJP]),
        TelephoneHabit(name: "a home gateway without a reason", start: ascii("SIP/2.0 180")),
        TelephoneHabit(name: "a gateway with a blank for a reason", start: ascii("SIP/2.0 180 ")),
        TelephoneHabit(name: "a reason in Shift_JIS", start: ascii("SIP/2.0 180 ") + shiftJIS),
        TelephoneHabit(name: "two blanks in the status line", start: ascii("sip/2.0  180  Ringing")),
        TelephoneHabit(
            name: "a router of the compact kind",
            needed: ["v: @via", "f: @from", "t: @to", "i: @callid", "CSeq: @cseq"],
            other: [ascii("l: 0"), ascii("k: timer,100rel"), ascii("m: <sip:0312340005@192.0.2.7>")]),
        TelephoneHabit(
            name: "a PBX that writes all names small, with tabs",
            needed: ["via:\t@via", "from:\t@from", "to:\t@to", "call-id:\t@callid", "cseq:\t@cseq"]),
        TelephoneHabit(
            name: "blanks before the colon",
            needed: ["Via : @via", "From  : @from", "To : @to", "Call-ID : @callid", "CSeq : @cseq"]),
        TelephoneHabit(
            name: "an adapter that folds",
            needed: ["Via: @via", "From:\r\n @from", "To:\r\n\t@to", "Call-ID: @callid", "CSeq: @cseq"],
            other: [ascii("Allow: INVITE, ACK,\r\n CANCEL, BYE,\r\n\tOPTIONS"), ascii("X-Note:\r\n ") + shiftJIS]),
        TelephoneHabit(name: "an adapter of line feeds", other: [ascii("Server: adapter")], lineEnd: "\n"),
        TelephoneHabit(
            name: "blanks at the ends of lines",
            needed: ["Via: @via  ", "From: @from ", "To: @to\t", "Call-ID: @callid ", "CSeq: @cseq  "]),
        TelephoneHabit(
            name: "a CSeq with two blanks",
            needed: ["Via: @via", "From: @from", "To: @to", "Call-ID: @callid", "CSeq:  1  INVITE"]),
        TelephoneHabit(name: "an empty rport", hop: ";rport="),
        TelephoneHabit(name: "received and rport as a proxy fills them in", hop: ";rport=5060;received=192.0.2.9"),
        TelephoneHabit(name: "rport twice", hop: ";rport;rport=5060"),
        TelephoneHabit(name: "a hop's comment in another script", hop: ";x=あ;keep"),
        TelephoneHabit(
            name: "a header without a value", other: [ascii("Subject:"), ascii("Supported: "), ascii("Require:")]),
        TelephoneHabit(
            name: "a line that is no header", other: [ascii("no header at all"), shiftJIS, ascii(": empty name")]),
        TelephoneHabit(name: "names with blanks", other: [ascii("X Phone Model: 12"), eucJP + ascii(": 1")]),
        TelephoneHabit(
            name: "control characters in a name for show",
            other: [ascii("User-Agent: phone\u{0}\u{7}"), ascii("Server: a\u{1B}[0m")]),
        TelephoneHabit(
            name: "a warning with quotes that do not end",
            other: [ascii("Warning: 399 host \"half"), ascii("Date: \"")]),
        TelephoneHabit(
            name: "wrong lengths",
            other: [ascii("Content-Length: 142"), ascii("Content-Type: application/sdp")], body: ascii("v=0\r\n")),
        TelephoneHabit(name: "a length in words, and twice", other: [ascii("Content-Length: none"), ascii("l: 0")]),
        TelephoneHabit(name: "Max-Forwards in an answer", other: [ascii("Max-Forwards: -1")]),
        TelephoneHabit(
            name: "early media in a body that is not text",
            other: [ascii("Content-Type: application/x")], body: [0, 255, 13, 10, 13, 10, 128]),
        TelephoneHabit(
            name: "an asserted identity in Shift_JIS",
            other: [
                ascii("P-Asserted-Identity: \"") + shiftJIS + ascii("\" <sip:0312340005@192.0.2.7>"),
                ascii("Contact: \"") + shiftJIS + ascii("\" <sip:0312340005@192.0.2.7>"),
            ]),
        TelephoneHabit(
            name: "addresses that are none",
            other: [ascii("Contact: <sip:>"), ascii("Record-Route: <<>>, x"), ascii("Alert-Info: <")]),
        TelephoneHabit(
            name: "an exchange that answers with everything", other: (0..<90).map { ascii("X-Field-\($0): \($0)") }),
    ]

    /// The answer as it comes in.
    func answer(to call: TestCall) -> [UInt8] { written(for: call, other) }

    /// The same with other lines that nobody reads, here and there between those that are needed.
    func written(for call: TestCall, _ other: [[UInt8]]) -> [UInt8] {
        let via = "SIP/2.0/UDP 192.0.2.1:5060;branch=\(call.names.branch(1))\(hop)"
        let to = toName + Self.ascii("<sip:0312340005@192.0.2.1>;tag=b")
        var lines: [[UInt8]] = [start]
        for (place, line) in needed.enumerated() {
            if line.contains("@to") {
                let parts = line.split(separator: "@to", omittingEmptySubsequences: false).map {
                    Self.ascii(String($0))
                }
                lines.append(parts[0] + to + parts[1])
            } else {
                lines.append(
                    Self.ascii(
                        line.replacing("@via", with: via)
                            .replacing("@from", with: "<sip:0312340005@192.0.2.1>;tag=\(call.names.tag)")
                            .replacing("@callid", with: call.id).replacing("@cseq", with: "1 INVITE")))
            }
            lines += other.enumerated().filter { $0.offset % needed.count == place }.map(\.element)
        }
        return Array((lines + [[]]).map { $0 + Self.ascii(lineEnd) }.joined()) + body
    }
}
