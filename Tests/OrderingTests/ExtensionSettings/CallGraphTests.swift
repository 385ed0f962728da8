import Exchange
import Ordering
import Telephony
import Testing

@Suite struct CallGraphTests {
    private static let one = ExtensionNumber(site: "22", device: "201")
    private static let two = ExtensionNumber(site: "22", device: "202")

    @Test func `SET-3 a loop over a group, an outside number and an absence is found from each of its places`() throws {
        let line = CallGraph.Place.line(try #require(PhoneNumber(clean: "0312345000")))
        var graph = CallGraph()
        graph.set([.extension(Self.one)], from: .group(1))
        graph.set([.group(1)], from: line)
        #expect(graph.loop(through: .group(1)) == nil)
        graph.add(line, from: .extension(Self.one))
        #expect(graph.loop(through: .group(1)) == [.group(1), .extension(Self.one), line, .group(1)])
        #expect(graph.loop(through: line)?.first == line)
        // Who only leads into a loop is no part of it.
        graph.set([.group(1)], from: .extension(Self.two))
        #expect(graph.loop(through: .extension(Self.two)) == nil)
    }

    @Test func `DEVUSER-2 an extension that sends calls to itself is a loop`() {
        var graph = CallGraph()
        graph.set([.extension(Self.one)], from: .extension(Self.one))
        #expect(graph.loop(through: .extension(Self.one)) == [.extension(Self.one), .extension(Self.one)])
    }
}

@Suite struct UserIDTests {
    @Test func `SET-5 a user ID names its contract and its extension`() throws {
        let user = try #require(UserID("n100000001-22201"))
        #expect(user.contract.text == "N100000001")
        #expect(user.text == "n100000001-22201")
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 3))
        #expect(user.number(in: plan) == ExtensionNumber(site: "22", device: "201"))
        // After 桁数追加 the old one is nobody's.
        #expect(user.number(in: try #require(NumberPlan(siteDigits: 2, deviceDigits: 4))) == nil)
    }

    @Test(arguments: [
        "N100000001-22201", "n10000001-22201", "n100000001", "n100000001-", "n100000001-2", "n100000001-2x201",
        "n100000001-22-201", "22201", "",
    ])
    func `SET-5 what is no user ID names nobody`(_ text: String) { #expect(UserID(text) == nil) }
}
