import Testing
import Transport

@Suite struct AddressNetworkTests {
    private func contains(_ network: String, _ address: String) throws -> Bool {
        let network = try #require(AddressNetwork(network))
        return network.contains(try #require(PeerAddress(numeric: address, port: 5060)))
    }

    @Test func `a network has its addresses and no others`() throws {
        #expect(try contains("192.0.2.0/24", "192.0.2.255"))
        #expect(try !contains("192.0.2.0/24", "192.0.3.0"))
        #expect(try contains("0.0.0.0/0", "203.0.113.9"))
        #expect(try !contains("0.0.0.0/0", "2001:db8::1"))
        #expect(try contains("192.0.2.7", "192.0.2.7"))
        #expect(try !contains("192.0.2.7", "192.0.2.6"))
        #expect(try contains("2001:db8::/32", "2001:db8:ffff::1"))
        #expect(try !contains("2001:db8::/32", "2001:db9::1"))
        #expect(try contains("2001:db8::/65", "2001:db8::7fff:0:0:1"))
        #expect(try !contains("2001:db8::/65", "2001:db8::8000:0:0:1"))
        // IPv4 through an IPv6 socket is IPv4.
        #expect(try contains("127.0.0.0/8", "::ffff:127.9.9.9"))
        #expect(try contains("::/0", "192.0.2.1"))
    }

    @Test(arguments: [
        "", "a", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "192.0.2.1/24", "192.0.2.0/24/1", "::1/129",
        "192.0.2.0/+8",
    ])
    func `what is no network is none`(_ text: String) {
        #expect(AddressNetwork(text) == nil)
    }
}
