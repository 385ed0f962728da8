@testable import Ordering
import Testing

/// ACCT-4: from where the people of a company may come.
@Suite struct SourceNetworkTests {
    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.0/24", "192.0.3.0", false),
        ("192.0.2.77/24", "192.0.2.1", true), ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("10.0.0.0/9", "10.127.0.1", true), ("10.0.0.0/9", "10.128.0.1", false), ("0.0.0.0/0", "203.0.113.9", true),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ("0.0.0.0/0", "2001:db8::1", false), ("192.0.2.0/24", "::ffff:192.0.2.9", true),
        ("2001:db8::/33", "2001:db8:8000::1", false),
    ])
    func `ACCT-4 a network holds its addresses and no others`(network: String, address: String, isIn: Bool) throws {
        #expect(try #require(SourceNetwork(network)).contains(address) == isIn)
    }

    @Test(arguments: [
        "", "192.0.2.0/33", "192.0.2/24", "192.0.2.0/", "192.0.2.0/-1", "2001:db8::/129", "example.jp",
        "192.0.2.0/24/8",
        "192.0.2.0 /24", "１９２.0.2.1", "192.0.2.0/٣", "fe80::1%eth0",
    ])
    func `ACCT-4 what is no network is none`(text: String) {
        #expect(SourceNetwork(text) == nil)
    }

    @Test func `A network is shown without what lies behind its prefix`() {
        #expect(SourceNetwork("192.0.2.77/24")?.text == "192.0.2.0/24")
        #expect(SourceNetwork("192.0.2.77")?.text == "192.0.2.77")
        #expect(SourceNetwork("2001:DB8:0:0::1/48")?.text == "2001:db8::/48")
    }

    @Test func `Where nothing is said everybody is admitted`() {
        #expect(SourceNetworks().admit("203.0.113.9"))
        #expect(!SourceNetworks(stored: "192.0.2.0/24").admit("203.0.113.9"))
    }
}
