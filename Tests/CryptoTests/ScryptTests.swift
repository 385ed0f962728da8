import Crypto
import Encodings
import Testing

@Suite struct ScryptTests {
    /// RFC 7914 § 12, all but the one that takes a gibibyte.
    @Test(arguments: [
        (
            "", "", Scrypt(n: 16, r: 1, p: 1),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", Scrypt(n: 1024, r: 8, p: 16),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", Scrypt(n: 16384, r: 8, p: 1),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func `scrypt gives the keys of RFC 7914`(_ password: String, _ salt: String, _ costs: Scrypt, _ key: String) throws
    {
        let derived = try costs.derive(password: [UInt8](password.utf8), salt: [UInt8](salt.utf8), count: 64)
        #expect(Hex.encode(derived) == key)
    }

    @Test func `a cost above OpenSSL's own memory limit still works`() throws {
        let derived = try Scrypt(n: 1 << 15, r: 8, p: 1).derive(password: [1], salt: [2], count: 32)
        #expect(derived.count == 32)
    }

    @Test(arguments: [
        Scrypt(n: 0, r: 8, p: 1), Scrypt(n: 1, r: 8, p: 1), Scrypt(n: 1000, r: 8, p: 1), Scrypt(n: 16, r: 0, p: 1),
        Scrypt(n: 16, r: 1, p: 0), Scrypt(n: 1 << 62, r: 1 << 62, p: 1), Scrypt(n: 16, r: 8, p: .max),
    ])
    func `impossible costs are an error`(_ costs: Scrypt) {
        #expect(throws: CryptoError.self) { try costs.derive(password: [1], salt: [2], count: 32) }
    }

    @Test func `random bytes have the length asked for and do not repeat`() throws {
        #expect(try RandomBytes.make(0) == [])
        let drawn = Set(try (0..<100).map { _ in try RandomBytes.make(16) })
        #expect(drawn.count == 100)
        #expect(drawn.allSatisfy { $0.count == 16 })
    }
}
