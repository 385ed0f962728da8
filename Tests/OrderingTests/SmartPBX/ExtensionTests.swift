import Exchange
@testable import Ordering
import Testing

/// Extensions and the plan that they are of.
@Suite struct ExtensionTests {
    private let plan = NumberPlan(siteDigits: 2, deviceDigits: 3)

    @Test func `PBX-1 a plan has 1 to 11 and 2 to 11 digits, and no more numbers than its digits make`() throws {
        #expect(NumberPlan(siteDigits: 0, deviceDigits: 2) == nil && NumberPlan(siteDigits: 1, deviceDigits: 1) == nil)
        #expect(
            NumberPlan(siteDigits: 12, deviceDigits: 2) == nil && NumberPlan(siteDigits: 1, deviceDigits: 12) == nil)
        #expect(try #require(NumberPlan(siteDigits: 1, deviceDigits: 2)).capacity == 640)
        #expect(try #require(plan).capacity == 64_000)
        // Only the smallest plan has less room than a contract may fill.
        let small = NumberPlan.siteRange.flatMap { site in
            NumberPlan.deviceRange.compactMap { NumberPlan(siteDigits: site, deviceDigits: $0) }
        }.filter { $0.capacity < Extension.limit }
        #expect(small == [NumberPlan(siteDigits: 1, deviceDigits: 2)])
    }

    @Test(arguments: [("22", "201"), ("２２", "２０１"), (" 22 ", "201\t"), ("99", "999"), ("20", "200")])
    func `PBX-2 digits of either width are read`(site: String, device: String) throws {
        let number = try ExtensionNumber.read(site: site, device: device, in: try #require(plan)).get()
        #expect(number.digits.count == 5 && number.digits.allSatisfy(\.isASCII))
    }

    @Test(arguments: [
        ("", "201", [ExtensionNumber.Problem.missing(.site)]),
        ("22", "　", [.missing(.device)]),
        ("2", "2011", [.length(.site, is: 1, plan: 2), .length(.device, is: 4, plan: 3)]),
        ("02", "101", [.firstDigit(.site, "0"), .firstDigit(.device, "1")]),
        ("2*", "20#", [.sign(.site, "*"), .sign(.device, "#")]),
        ("2,", "2p1", [.sign(.site, ","), .sign(.device, "p")]),
        ("2；", "20a", [.sign(.site, ";"), .notDigits(.device)]),
        ("二二", "2-1", [.notDigits(.site), .notDigits(.device)]),
    ])
    func `PBX-2 what is wrong with each part is named`(
        site: String, device: String, problems: [ExtensionNumber.Problem]
    ) throws {
        let read = ExtensionNumber.read(site: site, device: device, in: try #require(plan))
        #expect(read == .failure(ExtensionNumber.Problems(all: problems)))
    }

    @Test func `PBX-9 zeros are put at the end of one part`() throws {
        let plan = try #require(plan)
        let number = try ExtensionNumber.read(site: "22", device: "201", in: plan).get()
        #expect(
            number.lengthened(.device, by: 2).digits == "2220100" && number.lengthened(.site, by: 1).digits == "220201")
        #expect(plan.lengthened(.device, by: 2) == NumberPlan(siteDigits: 2, deviceDigits: 5))
        #expect(plan.lengthened(.site, by: 10) == nil && plan.lengthened(.site, by: 0) == nil)
    }

    @Test func `PBX-3 smartphones and computers are ordered, and everything but a VoIP-GW deleted`() {
        #expect(DeviceKind.allCases.filter(\.isOrderable) == [.smartphone, .computer])
        #expect(DeviceKind.allCases.filter { !$0.isDeletable } == [.gateway])
    }

    @Test(arguments: [(1, 10), (49, 10), (50, 10), (51, 20), (700, 140), (750, 150), (751, 160), (1_500, 300)])
    func `PBX-4 every begun fifty extensions bring ten channels`(extensions: Int, channels: Int) {
        #expect(Channels(extensions: extensions, added: 0).all == channels)
    }

    @Test func `PBX-4 all together are three hundred at most, and what was added gives way`() {
        #expect(Channels.choices(extensions: 1_401) == [0, 10])
        #expect(Channels.choices(extensions: 1_500) == [0])
        #expect(Channels.choices(extensions: 45).last == 290)
        let grown = Channels(extensions: 1_451, added: 40)
        #expect(grown.basic == 300 && grown.added == 0)
        #expect(Channels(extensions: 1_351, added: 40).all == 300)
    }

    @Test func `PBX-11 crossing 160 channels either way is night work`() {
        let (small, large) = (Channels(extensions: 700, added: 10), Channels(extensions: 700, added: 20))
        #expect(small.all == 150 && large.all == 160)
        #expect(small.needsNightWork(to: large) && large.needsNightWork(to: small))
        #expect(!large.needsNightWork(to: Channels(extensions: 1_500, added: 0)))
        // By extensions alone: the 751st.
        #expect(Channels(extensions: 750, added: 0).needsNightWork(to: Channels(extensions: 751, added: 0)))
    }
}
