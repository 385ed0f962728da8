import Encodings
import Testing

@Suite struct TextTests {
    @Test func `numbers get zeros before them and texts spaces behind, and neither is ever cut`() {
        #expect([0, 7, 12, 123].map { $0.zeroPadded(to: 2) } == ["00", "07", "12", "123"])
        #expect(UInt64(0xBEEF).zeroPadded(to: 8, radix: 16) == "0000beef")
        #expect(["", "件名", "subject"].map { $0.spacePadded(to: 4) } == ["    ", "件名  ", "subject"])
    }

    /// The test vectors of the hash's authors.
    @Test(arguments: [
        ("", 0xcbf2_9ce4_8422_2325 as UInt64), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ])
    func `FNV-1a hashes the examples of its authors`(_ text: String, _ hash: UInt64) {
        #expect(FNV1a.hash(text.utf8) == hash)
    }

    @Test func `every byte is in the classes it should be in, and in no others`() {
        for byte in UInt8.min ... .max {
            let scalar = Unicode.Scalar(byte)
            let isASCII = byte < 128
            let isLetter = isASCII && scalar.properties.isAlphabetic
            let isDigit = ("0"..."9").contains(scalar)
            #expect(ASCII.isLetter(byte) == isLetter)
            #expect(ASCII.isDigit(byte) == isDigit)
            #expect(ASCII.isLetterOrDigit(byte) == (isLetter || isDigit))
            #expect(ASCII.isBlank(byte) == (scalar == " " || scalar == "\t"))
            #expect(ASCII.isControl(byte) == (isASCII && scalar.properties.generalCategory == .control))
            #expect(ASCII.hexValue(byte).map(Int.init) == (isASCII ? Character(scalar).hexDigitValue : nil))
            #expect(ASCII.lowercase(byte) == (isASCII ? Character(scalar).lowercased().utf8.first : byte))
        }
    }

    @Test func `a set holds the characters it was made of`() {
        let text = "\u{0} 09AZaz~\u{7f}?@é"
        let set = ByteSet(text)
        for byte in UInt8.min ... .max { #expect(set.contains(byte) == (byte < 128 && text.utf8.contains(byte))) }
        #expect(set.containsAll("09") && set.containsAll("") && !set.containsAll("1") && !set.containsAll("é"))
    }

    @Test func `bytes are compared and trimmed as protocols want it`() {
        let bytes = Array(" \t a b\t ".utf8)
        #expect(ASCII.trimmed(bytes.span, 0..<bytes.count) == 3..<6)
        #expect(ASCII.trimmed(bytes.span, 0..<2).isEmpty)
        #expect(ASCII.trimmed(bytes[...]) == bytes[3..<6])
        #expect(ASCII.equalIgnoringCase("Content-TYPE".utf8, "content-type".utf8))
        #expect(!ASCII.equalIgnoringCase("content-typ@".utf8, "content-typ`".utf8))
        #expect(ASCII.equal("GET".utf8.span, "GET") && !ASCII.equal("GET".utf8.span, "get"))
    }
}
