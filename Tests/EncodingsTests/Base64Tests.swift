import Encodings
import Testing

@Suite struct Base64Tests {
    /// RFC 4648 § 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("\u{3fb}>?>", "z7s+Pz4="),
    ])
    func `base64 writes the examples of RFC 4648`(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == [UInt8](encoded.utf8))
    }

    /// RFC 4648 § 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64url writes and reads the examples of RFC 4648`(_ plain: String, _ encoded: String) {
        #expect(Base64URL.encode([UInt8](plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == [UInt8](plain.utf8))
    }

    @Test func `base64url uses the characters safe in a URL`() {
        #expect(Base64URL.encode([0xfb, 0xff, 0xbf]) == "-_-_")
        #expect(Base64URL.decode("-_-_") == [0xfb, 0xff, 0xbf])
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "+/+/", "Zm 9v", "Zm9v\n", "ＺＧ", "Zm9vZ"])
    func `base64url has one spelling for a value and refuses all others`(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `base64url brings every length back`() {
        for count in 0...70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 151 + count) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Base64URL.encode([UInt8](repeating: 0, count: 32)).utf8.count == 43)
    }

    @Test func `hexadecimal is written in lower case`() {
        #expect(Hex.encode([0, 0x1f, 0xff]) == "001fff")
    }
}
