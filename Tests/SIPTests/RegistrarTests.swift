import TestPrograms
import Testing

@testable import SIP

/// What a registrar answers, byte for byte.
@Suite struct RegistrarTests {
    private let registrar = RegistrarUnderTest()

    private func expiries(_ answer: SIPMessage?) -> [String] { answer?.values(.contact) ?? [] }

    @Test(arguments: [DigestHash.md5, .sha256])
    func `EXCH-7 a device registers by name and password, with either hash`(_ hash: DigestHash) throws {
        var device = RegisteringDevice()
        device.hash = hash
        let answer = try #require(registrar.register(&device))
        #expect(answer.status == 200)
        #expect(answer.values(.contact) == ["<sip:a@192.0.2.7:40000>;expires=3600"])
        #expect(registrar.contacts() == ["sip:a@192.0.2.7:40000"])
    }

    @Test func `RFC 8760 SHA-256 is asked for before MD5, with qop, and nothing is stale at first`() throws {
        var device = RegisteringDevice()
        let answer = try #require(registrar.answer(device.request("Contact: <sip:a@h>")))
        #expect(answer.status == 401)
        let offers = answer.values(.authenticate).compactMap { DigestChallenge($0) }
        #expect(offers.map(\.algorithm) == [.sha256, .md5])
        #expect(offers.allSatisfy { $0.hasQuality && !$0.isStale && $0.realm == RegistrarUnderTest.realm })
        #expect(registrar.contacts() == [])
    }

    @Test func `EXCH-7 whoever gives up at SHA-256 is asked for MD5 alone, by name or as the operator says`() throws {
        func offers(_ registrar: RegistrarUnderTest, _ program: String) -> [DigestHash] {
            var device = RegisteringDevice()
            let answer = registrar.answer(device.request("User-Agent: \(program)"))
            return answer?.values(.authenticate).compactMap { DigestChallenge($0)?.algorithm } ?? []
        }
        #expect(offers(registrar, "baresip v1.0.0 (x86_64/linux)") == [.md5])
        #expect(offers(registrar, "baresip v3.1.0 (x86_64/Linux)") == [.sha256, .md5])
        var settings = RegistrarSettings(realm: RegistrarUnderTest.realm)
        settings.asksForSHA256 = false
        #expect(offers(RegistrarUnderTest(settings), "Linphone") == [.md5])
    }

    @Test func `EXCH-7 a wrong password and an unknown user are told the same`() throws {
        var (wrong, unknown) = (RegisteringDevice(password: "wrong"), RegisteringDevice("n123456789-99999"))
        let answers = [registrar.register(&wrong), registrar.register(&unknown)].map { answer in
            answer?.bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
                .filter { !$0.hasPrefix("WWW-") && !$0.hasPrefix("From") && !$0.hasPrefix("To") }
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0]?.first?.hasPrefix("SIP/2.0 401") == true)
        #expect(registrar.desk.counts.wrong == 2)
        #expect(registrar.desk.registrations.count == 0)
    }

    @Test func `EXCH-7 a stale nonce is told as such, and a new one is good`() throws {
        var device = RegisteringDevice()
        #expect(registrar.register(&device)?.status == 200)
        registrar.now += 301
        let stale = try #require(registrar.answer(device.request("Contact: <sip:a@h>")))
        #expect(stale.status == 401)
        #expect(stale.values(.authenticate).compactMap { DigestChallenge($0)?.isStale } == [true, true])
        device.hear(stale)
        #expect(registrar.answer(device.request("Contact: <sip:a@h>"))?.status == 200)
    }

    @Test func `EXCH-7 a nonce is used on with a count that rises, and an overheard answer is worth nothing`() throws {
        var device = RegisteringDevice()
        #expect(registrar.register(&device)?.status == 200)
        let lines = "Contact: <sip:a@192.0.2.7:40000>"
        for _ in 0..<5 { #expect(registrar.answer(device.request(lines))?.status == 200) }
        // Once more, to the byte: its answer was lost.
        #expect(registrar.answer(device.again(lines))?.status == 200)
        // What has been overheard, with another contact, with a later number, from elsewhere.
        device.sequence += 1
        #expect(registrar.answer(device.again("Contact: <sip:thief@198.51.100.1>"))?.status == 401)
        #expect(registrar.answer(device.again(lines))?.status == 401)
        #expect(registrar.answer(device.request(lines), from: "198.51.100.1")?.status == 401)
        #expect(registrar.contacts() == ["sip:a@192.0.2.7:40000"])
    }

    @Test func `EXCH-7 a removal that comes once more does not bring back, and an old registration neither`() throws {
        var device = RegisteringDevice()
        let lines = "Contact: <sip:a@192.0.2.7:40000>"
        #expect(registrar.register(&device)?.status == 200)
        let registration = device.again(lines)
        #expect(registrar.answer(device.request(lines + ";expires=0"))?.status == 200)
        #expect(registrar.answer(device.again(lines + ";expires=0"))?.status == 200)
        #expect(registrar.answer(registration)?.status == 401)
        #expect(registrar.contacts() == [])
    }

    @Test func `EXCH-7 nobody registers for somebody else`() throws {
        var device = RegisteringDevice()
        device.address = RegistrarUnderTest.other
        #expect(registrar.register(&device)?.status == 403)
        #expect(registrar.contacts(of: RegistrarUnderTest.other) == [])
    }

    @Test func `EXCH-7 whoever is given another name is refused at once, and is reached no more`() throws {
        var device = RegisteringDevice()
        #expect(registrar.register(&device)?.status == 200)
        registrar.passwords = ["n123456789-922001": "secret"]
        #expect(registrar.contacts() == [])
        #expect(registrar.desk.registrations.takeChanges()[RegistrarUnderTest.user]?.isEmpty == true)
        #expect(registrar.answer(device.request("Contact: <sip:a@h>"))?.status == 401)
        var renamed = RegisteringDevice("n123456789-922001")
        #expect(registrar.register(&renamed)?.status == 200)
    }

    @Test func `EXCH-7 two devices of an extension are both told, with the time each has left`() throws {
        var (first, second) = (RegisteringDevice(), RegisteringDevice())
        second.callID = "2@device"
        #expect(registrar.register(&first, "Contact: <sip:a@h>;q=0.5;expires=100")?.status == 200)
        registrar.now += 40
        let answer = registrar.register(&second, "Contact: <sip:b@h>;q=1.0\nExpires: 200")
        #expect(expiries(answer) == ["<sip:a@h>;expires=60;q=0.500", "<sip:b@h>;expires=200;q=1.000"])
        // Whoever names no contact asks what there is.
        let query = registrar.answer(second.request("Expires: 0"))
        #expect(expiries(query) == expiries(answer))
    }

    @Test func `EXCH-7 too brief an interval is told with the least there is`() throws {
        var device = RegisteringDevice()
        let answer = try #require(registrar.register(&device, "Contact: <sip:a@h>\nExpires: 59"))
        #expect(answer.status == 423)
        #expect(answer.first(.shortestExpiry) == "60")
        #expect(
            expiries(registrar.answer(device.request("Contact: <sip:a@h>;expires=99999"))) == [
                "<sip:a@h>;expires=3600"
            ])
        // A time that is none is as good as nothing said (RFC 3261 § 10.2.1.1).
        #expect(
            expiries(registrar.answer(device.request("Contact: <sip:a@h>;expires=soon"))) == [
                "<sip:a@h>;expires=3600"
            ])
    }

    @Test func `EXCH-7 an eleventh contact is refused, and all ten are told`() throws {
        var device = RegisteringDevice()
        #expect(registrar.register(&device, "Contact: <sip:0@h>")?.status == 200)
        for number in 1..<10 { #expect(registrar.answer(device.request("m: <sip:\(number)@h>"))?.status == 200) }
        #expect(registrar.answer(device.request("Contact: <sip:10@h>"))?.status == 403)
        #expect(registrar.answer(device.request(""))?.values(.contact).count == 10)
        let long = (0..<10).map { "<sip:\(String(repeating: "x", count: 490))@host\($0)>" }
        #expect(registrar.answer(device.request("Contact: *\nExpires: 0"))?.status == 200)
        #expect(
            registrar.answer(device.request("Contact: " + long.joined(separator: ",")))?.values(.contact).count == 10)
    }

    @Test(arguments: [
        "Contact: *", "Contact: *\nExpires: 60", "Contact: *, <sip:a@h>\nExpires: 0", "Contact: <sip:a@h", "Contact: a",
        "Contact: <sip:a@h>,", "Contact: <tel:+81312340001>", "Contact: <http://h/>", "Contact: <sip:a b@h>",
        "Contact: <sip:>", "Contact: <sip:a@>", "Contact: \"a <sip:a@h>", "Contact: <sip:a@h>\nExpires: 0\nExpires: 60",
        "Contact: *\nContact: *\nExpires: 0", "Contact: <sip:あ@h>",
        "Contact: <sip:\(String(repeating: "x", count: 600))@h>",
    ])
    func `EXCH-7 a malformed contact is refused, and nothing changes`(_ lines: String) throws {
        var device = RegisteringDevice()
        #expect(registrar.register(&device, "Contact: <sip:before@h>")?.status == 200)
        #expect(registrar.answer(device.request(lines))?.status == 400)
        #expect(registrar.contacts() == ["sip:before@h"])
    }

    @Test func `EXCH-7 an older request of the same call is refused`() throws {
        var device = RegisteringDevice()
        device.sequence = 10
        #expect(registrar.register(&device)?.status == 200)
        device.sequence = 4
        #expect(registrar.answer(device.request("Contact: <sip:a@192.0.2.7:40000>"))?.status == 500)
        #expect(registrar.answer(device.request("Contact: *\nExpires: 0"))?.status == 500)
        #expect(registrar.contacts() == ["sip:a@192.0.2.7:40000"])
    }

    @Test func `EXCH-7 who is wrong too often waits, and others do not`() throws {
        var guesser = RegisteringDevice(password: "wrong")
        for _ in 0..<10 { #expect(registrar.register(&guesser)?.status == 401) }
        var right = RegisteringDevice()
        let answer = registrar.register(&right)
        #expect(answer?.status == 503 && answer?.first(.retryAfter) == "1")
        #expect(registrar.register(&right, from: "198.51.100.1")?.status == 200)
        registrar.now += 1
        #expect(registrar.register(&right)?.status == 200)
    }

    @Test(arguments: [
        ("Authorization: Basic abc", 401), ("Authorization: Digest", 401), ("Authorization: Digest realm=\"x\"", 401),
        ("Authorization: Digest realm=\"orders.example.jp\", qop=auth-int", 401),
        ("Authorization: Digest realm=\"orders.example.jp\", algorithm=MD5-sess, qop=auth", 401),
        ("Authorization: Digest realm=\"orders.example.jp\", qop=auth, nc=0, cnonce=\"c\"", 400),
        ("Require: outbound, path", 420),
    ])
    func `EXCH-7 credentials that are none, and what nobody here can do`(_ line: String, _ status: Int) {
        var device = RegisteringDevice()
        #expect(registrar.answer(device.request("Contact: <sip:a@h>\n\(line)"))?.status == status)
    }

    @Test func `EXCH-7 OPTIONS is answered, and what this is not for is refused`() {
        func status(_ method: String) -> Int? {
            registrar.answer(RedirectUnderTest.invite(method: method))?.status
        }
        #expect(status("OPTIONS") == 200)
        #expect(status("INVITE") == 405)
        #expect(status("SUBSCRIBE") == 405)
        #expect(status("ACK") == nil)
    }

    @Test func `whatever comes, an answer is whole, and nobody is registered without a password`() throws {
        var dice = Dice()
        var device = RegisteringDevice()
        _ = registrar.register(&device)
        let requests = [
            device.again("Contact: <sip:a@h>;expires=60;q=0.5, \"x\" <sip:b@h>\nExpires: 60\nRequire: a"),
            device.again("m: *\nExpires: 0"), device.request("Contact: <sip:a@h>;+sip.instance=\"<urn:uuid:1>\""),
        ]
        registrar.passwords = [:]
        _ = registrar.contacts()
        let names = [
            "Via", "From", "To", "Call-ID", "CSeq", "WWW-Authenticate", "Unsupported", "Allow", "Retry-After",
            "Content-Length",
        ]
        var answered = 0
        for round in 0..<30_000 {
            guard let reply = registrar.reply(MessageMutation.of(requests[round % requests.count], &dice)) else {
                continue
            }
            answered += 1
            expectWhole(reply, lines: names)
        }
        #expect(answered > 7_000)
        #expect(registrar.desk.registrations.count == 0)
    }
}
