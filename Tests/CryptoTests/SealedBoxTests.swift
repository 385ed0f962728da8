@testable import Crypto
import Encodings
import Testing

@Suite struct SealedBoxTests {
    private let key = [UInt8](repeating: 7, count: SealedBox.keyLength)

    /// Test cases 13, 14 and 16 of the specification that became NIST SP 800-38D: key, nonce, text, context, sealed, tag.
    @Test(arguments: [
        [
            "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "", "",
            "530f8afbc74536b9a963b4f1c4cb738b",
        ],
        [
            "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
            "00000000000000000000000000000000", "", "cea7403d4d606b6e074ec5d3baf39d18",
            "d0d1c8a799996bf0265b98b5d48ab919",
        ],
        [
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b",
        ],
    ])
    func `a box is sealed as the examples of AES-256-GCM are`(_ example: [String]) throws {
        let parts = example.map(bytes)
        let box = try SealedBox(sealing: parts[2], key: parts[0], context: parts[3], nonce: parts[1])
        #expect(box.bytes == parts[1] + parts[4] + parts[5])
        #expect(try box.open(key: parts[0], context: parts[3]) == parts[2])
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    @Test func `a box gives back texts of every length`() throws {
        for count in 0...40 {
            let text = try RandomBytes.make(count)
            let box = try SealedBox(sealing: text, key: key, context: [1, 2])
            #expect(try SealedBox(bytes: box.bytes).open(key: key, context: [1, 2]) == text)
        }
    }

    @Test func `the same text is never sealed the same way twice`() throws {
        let text = Array("hikari7days".utf8)
        let boxes = try (1...50).map { _ in try SealedBox(sealing: text, key: key, context: []).bytes }
        #expect(Set(boxes).count == 50)
    }

    @Test func `a box stays shut for another key or another context`() throws {
        let box = try SealedBox(sealing: Array("hikari7days".utf8), key: key, context: Array("0312340001".utf8))
        #expect(try box.open(key: key, context: Array("0312340002".utf8)) == nil)
        #expect(try box.open(key: key, context: []) == nil)
        #expect(try box.open(key: [UInt8](repeating: 8, count: 32), context: Array("0312340001".utf8)) == nil)
    }

    @Test func `a box of which any bit was altered stays shut`() throws {
        let box = try SealedBox(sealing: Array("hikari7days".utf8), key: key, context: [])
        for index in box.bytes.indices {
            var bytes = box.bytes
            bytes[index] ^= 1
            #expect(try SealedBox(bytes: bytes).open(key: key, context: []) == nil)
        }
        for count in 0..<box.bytes.count {
            #expect(try SealedBox(bytes: Array(box.bytes.prefix(count))).open(key: key, context: []) == nil)
        }
    }

    @Test(arguments: [0, 16, 31, 33]) func `a key of another length is refused`(_ count: Int) throws {
        let wrong = [UInt8](repeating: 7, count: count)
        #expect(throws: CryptoError.self) { try SealedBox(sealing: [1], key: wrong, context: []) }
        let box = try SealedBox(sealing: [1], key: key, context: [])
        #expect(throws: CryptoError.self) { try box.open(key: wrong, context: []) }
    }
}
