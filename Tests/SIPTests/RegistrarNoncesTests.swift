import Testing

@testable import SIP

@Suite struct RegistrarNoncesTests {
    private static let key = [UInt8](0..<32)

    @Test func `EXCH-7 a nonce is good for its life, for whom it was made, and under our key only`() throws {
        var nonces = RegistrarNonces(key: Self.key, life: 300)
        let nonce = nonces.make(for: 7, at: 1000)
        #expect(nonce.count == RegistrarNonces.digits)
        #expect(nonces.identity(of: nonce, from: 7, at: 1300) != nil)
        #expect(nonces.identity(of: nonce, from: 7, at: 1301) == nil)
        #expect(nonces.identity(of: nonce, from: 7, at: 999) == nil)
        #expect(nonces.identity(of: nonce, from: 8, at: 1000) == nil)
        let others = RegistrarNonces(key: Self.key.reversed(), life: 300)
        #expect(others.identity(of: nonce, from: 7, at: 1000) == nil)
        for place in nonce.indices {
            var changed = nonce
            changed[place] = changed[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            #expect(nonces.identity(of: changed, from: 7, at: 1000) == nil)
        }
        #expect(nonces.identity(of: Array(nonce.dropFirst()), from: 7, at: 1000) == nil)
        #expect(nonces.make(for: 7, at: 1000) != nonce)
    }

    @Test func `EXCH-7 a count is good once, and the same request once more is the same request`() {
        var nonces = RegistrarNonces(key: Self.key, life: 300)
        #expect(nonces.use(5, count: 1, print: 1) == .first)
        #expect(nonces.use(5, count: 1, print: 1) == .repetition)
        #expect(nonces.use(5, count: 1, print: 2) == .spent)
        #expect(nonces.use(5, count: 3, print: 3) == .first)
        #expect(nonces.use(5, count: 2, print: 4) == .spent)
        #expect(nonces.use(5, count: 1, print: 1) == .spent)
    }

    @Test func `EXCH-7 however many are used, none that has been forgotten is good again`() {
        var nonces = RegistrarNonces(key: Self.key, life: 300)
        let all = (1...100_000).map { UInt64($0) << 20 }
        for identity in all { #expect(nonces.use(identity, count: 1, print: identity) == .first) }
        #expect(!all.contains { nonces.use($0, count: 1, print: 0) == .first })
        // New ones are.
        #expect(nonces.use(100_001 << 20, count: 1, print: 0) == .first)
    }
}

extension RegistrarNonces {
    fileprivate func identity(of nonce: [UInt8], from source: Source, at now: UInt32) -> Identity? {
        identity(of: nonce.span, from: source, at: now)
    }
}
