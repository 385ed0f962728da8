import Testing

@testable import SIP

@Suite struct AddressTests {
    @Test(arguments: [
        "sip:0312340001@example.jp", "sip:example.jp", "sips:a@[2001:db8::1]:5061", "sip:a:secret@example.jp:1;lr;x=y",
        "sip:%23100@example.jp;user=phone", "sip:+81312340001;phone-context=x@example.jp", "tel:+81-3-1234-0001;isub=1",
        "sip:a@example.jp?subject=x%20y", "urn:service:sos", "http://example.jp/?a=b",
    ])
    func `RFC 3261 § 19.1 an address comes back as it was`(_ text: String) {
        #expect(SIPURI(text)?.description == text)
    }

    @Test(arguments: [
        "", "sip", "sip:", "sip:@b", "sip:a@", "sip:a b@c", "sip:a@b c", "sip:a@b:0", "sip:a@b:65536", "sip:a@b:",
        "sip:a@b;", "sip:a@b;=1", "sip:a@b;x=", "sip:a@b;x=1;X=2", "sip:a%2@b", "sip:a%zz@b", "sip:[::1", "sip:a@[x]",
        "sip:a@b\r\nX: y", "sip:a@b;x=\"y\"", "sip:a@-b", "sip:a@b..c", "sip:<a@b>", "tel:", "tel:hello", "1x:y", ":x",
        "sip:あ@example.jp", "http:", "http:a b",
    ])
    func `RFC 3261 § 19.1 an address of another form is refused`(_ text: String) {
        #expect(SIPURI(text) == nil)
    }

    @Test func `a number keeps to the keys of a telephone`() throws {
        for text in ["0312340001", "+81312340001", "*21#", "1"] { #expect(SIPNumber(text)?.text == text) }
        for text in ["", "+", "0312-34", "03 1", "03\r\n", "０３", "1+1", "sip:1", String(repeating: "1", count: 33)] {
            #expect(SIPNumber(text) == nil)
        }
        let host = try #require(SIPHost("Example.JP"))
        let uri = SIPURI(number: try #require(SIPNumber("*21#")), host: host)
        #expect(uri.description == "sip:*21%23@example.jp;user=phone")
        #expect(uri.number?.text == "*21#")
        #expect(SIPURI("tel:+81-3-1234-0001")?.number?.text == "+81312340001")
        #expect(SIPURI("sip:alice@example.jp")?.number == nil)
    }

    @Test func `text, tokens and hosts hold nothing that could begin another header`() {
        for text in ["a\r\nVia: x", "a\n", "a\r", "a\u{0}", "\u{7f}"] {
            #expect(SIPText(text) == nil)
            #expect(SIPToken(text) == nil)
            #expect(SIPHost(text) == nil)
            #expect(SIPHeaderName(text) == nil)
            #expect(SIPCredentials(user: text, password: "") == nil)
        }
        #expect(SIPHost("::1")?.text == "[::1]" && SIPHost("[::1]")?.name == "::1")
        #expect(SIPHost("a_b") == nil && SIPHost("") == nil && SIPHost("a.example.jp.")?.text == "a.example.jp.")
    }

    @Test func `RFC 3261 § 20.10 a value has a name, an address and parameters`() throws {
        let quoted = try #require(SIPNameAddress("\"Sato, \\\"S\\\" <x>\" <sip:a@b;lr>;tag=1 ; q=0.5;y=\"a;b\""))
        #expect(quoted.displayName == "Sato, \\\"S\\\" <x>" && quoted.uri.parameters.has("lr") && quoted.tag == "1")
        #expect(quoted.parameters["y"] == "a;b" && quoted.parameters["q"] == "0.5")
        #expect(SIPNameAddress(quoted.description) == quoted)
        #expect(SIPNameAddress("The Operator <sip:a@b>")?.displayName == "The Operator")
        let bare = try #require(SIPNameAddress("sip:a@b;tag=1"))
        #expect(bare.tag == "1" && bare.uri.parameters.all.isEmpty)
        for text in [
            "", "<sip:a@b", "x", "<>", "<sip:a@b> x", "<sip:a@b>;tag=1;tag=2", "*",
        ] {
            #expect(SIPNameAddress(text) == nil)
        }
        // A name is for show.
        for text in ["\"x <sip:a@b>", "a,b <sip:a@b>"] { #expect(SIPNameAddress(text)?.uri.user == "a") }
    }

    @Test func `RFC 3261 § 20.42 white space may stand around a Via's separators`() throws {
        let via = try #require(SIPVia("SIP  / 2.0  / udp  [::1] : 5060 ; branch = z9hG4bK1 ;rport;received=192.0.2.1"))
        #expect(via.transport == "UDP" && via.host.text == "[::1]" && via.port == 5060 && via.branch == "z9hG4bK1")
        #expect(via.parameters.has("rport") && via.parameters["received"] == "192.0.2.1")
        for text in [
            "", "SIP/2.0/UDP", "SIP/2.0 a", "SIP/1.0/UDP a", "SIP/2.0/UDP a b", "SIP/2.0/UDP a;branch=1;branch=2",
            "SIP/2.0/UDP a:x",
        ] {
            #expect(SIPVia(text) == nil)
        }
    }
}
