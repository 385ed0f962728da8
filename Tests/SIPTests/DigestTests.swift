import Testing

@testable import SIP

@Suite struct DigestTests {
    /// The example of RFC 7616 § 3.9.1, with its MD5 and its SHA-256 answer.
    @Test(arguments: [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ])
    func `RFC 7616 § 3.9.1 the example's answer is ours`(_ algorithm: String, _ response: String) throws {
        let challenge = try #require(
            DigestChallenge(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=\(algorithm), "
                    + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                    + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""))
        let credentials = try #require(SIPCredentials(user: "Mufasa", password: "Circle of Life"))
        let value = DigestAnswer.value(
            to: challenge, use: 1, by: credentials, method: SIPToken(checked: "GET"), uri: "/dir/index.html",
            clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
        #expect(value?.contains("response=\"\(response)\"") == true)
        #expect(value?.contains("qop=auth, nc=00000001") == true)
    }

    @Test func `RFC 3261 § 22.4 a challenge without qop is answered in the old way`() throws {
        let challenge = try #require(DigestChallenge("DIGEST  nonce = \"n\" , realm=\"r\""))
        let credentials = try #require(SIPCredentials(user: "a\"b", password: "p"))
        let value = try #require(
            DigestAnswer.value(
                to: challenge, use: 1, by: credentials, method: .invite, uri: "sip:x", clientNonce: "c"))
        #expect(!value.contains("qop") && !value.contains("cnonce") && value.contains("username=\"a\\\"b\""))
    }

    @Test func `RFC 8760 the first challenge that can be answered is chosen`() {
        let offers = [
            "Digest realm=\"r\", nonce=\"1\", algorithm=SHA-512-256", "Basic realm=\"r\"",
            "Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\"", "Digest realm=\"r\", nonce=\"3\"",
        ]
        #expect(DigestChallenge.choose(from: offers)?.nonce == "2")
    }

    @Test(arguments: [
        "", "Digest", "Digest realm=\"r\"", "Digest nonce=\"n\"", "Digest realm=\"r\", nonce=\"n\", nonce=\"m\"",
        "Digest realm=\"r, nonce=\"n\"", "Digest realm=\"r\" nonce=\"n\"",
        "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
        "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess",
    ])
    func `a challenge that is malformed or asks for more cannot be answered`(_ text: String) {
        #expect(DigestChallenge(text) == nil)
    }

    @Test func `the password goes to its own realm only, and never shows`() throws {
        let challenge = try #require(DigestChallenge("Digest realm=\"other\", nonce=\"n\""))
        let credentials = try #require(SIPCredentials(user: "user", password: "secret", realm: "site"))
        #expect(
            DigestAnswer.value(to: challenge, use: 1, by: credentials, method: .invite, uri: "sip:x", clientNonce: "c")
                == nil)
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!dumped.contains("secret") && !"\(credentials)".contains("secret"))
    }
}
