import CivilCalendar
import Exchange
@testable import Ordering
import Telephony
import Testing

/// LINK-2: the rules of オフィスリンク内線番号, without pages or database.
@Suite struct OfficeLinkNumberTests {
    private static let plan = NumberPlan(siteDigits: 2, deviceDigits: 3)
    private static let link = OfficeLinkNumber(digits: "7001")

    private func number(_ device: Int) -> ExtensionNumber { ExtensionNumber(site: "22", device: "\(device)") }

    private func facts() throws -> ExtensionGroupFacts {
        ExtensionGroupFacts(
            plan: try #require(Self.plan), extensions: [number(201): "", number(202): ""], coming: [number(301)],
            groups: [.init(id: 1, number: number(900), name: "営業部")], officeLinks: [Self.link])
    }

    private func problems(_ typed: String, _ range: ClosedRange<Int> = 2...11) throws -> [OfficeLinkProblem] {
        var form = OfficeLinkForm()
        form.added = typed
        guard case .failure(let problems) = form.read(try facts(), digits: range) else { return [] }
        return problems.all
    }

    @Test func `LINK-2 numbers of the other side have 2 to 11 digits, or as many as the operator says`() throws {
        #expect(try problems("22 ２３４５６７８９０１２、7-001") == [])
        #expect(
            try problems("2 234567890123") == [
                .number("2", .length(2...11)), .number("234567890123", .length(2...11)),
            ])
        #expect(try problems("70012", 4...4) == [.number("70012", .length(4...4))])
        #expect(try problems(" ") == [.nothingTyped] && problems("7a01") == [.number("7a01", .notDigits)])
        // Those begin numbers outside, and 110.
        #expect(try problems("0312 110") == [.number("0312", .firstDigit), .number("110", .firstDigit)])
    }

    @Test func `LINK-2 they clash with no number of the contract, present, coming, or a group's`() throws {
        #expect(
            try problems("22201 22301 22900 22902") == [
                .number("22201", .isExtension), .number("22301", .isExtension), .number("22900", .isGroup("営業部")),
            ])
    }

    @Test func `LINK-2 no number of the contract becomes one of the other side`() throws {
        let plan = try #require(Self.plan)
        let link = OfficeLink(
            OfficeLinkOrderTests.consent, numbers: [OfficeLinkNumber(digits: "22203"), .init(digits: "222010")])
        let before = SmartPBXContent(
            plan, [Extension(number: number(201), device: .computer)], addedChannels: 0, officeLink: link)
        func problems(_ change: SmartPBXChange) -> [SmartPBXChangeProblem] {
            if case .failure(let problems) = change.applied(to: before) { problems.all } else { [] }
        }
        let coming = Extension(number: number(203), device: .computer)
        #expect(problems(.add([coming], channels: 0)) == [.isOfficeLink(number(203), row: 0)])
        #expect(
            problems(.lengthen(.device, by: 1)) == [.becomesOfficeLink(ExtensionNumber(site: "22", device: "2010"))])
        #expect(problems(.lengthen(.device, by: 2)) == [])
        // They count neither for the plan nor among the 1,500.
        #expect(before.extensions.count == 1 && before.channels.all == 10)
    }

    @Test func `LINK-2 groups and targets take them, and no group has their number`() throws {
        let facts = try facts()
        #expect(facts.inside(typed: "70-01") == .officeLink(Self.link) && facts.inside(typed: "7002") == nil)
        #expect(facts.target(typed: "7001") == .officeLink(Self.link))
        var form = ExtensionGroupForm()
        form.added = "7001 22201"
        #expect(form.takeAdded(facts) == [])
        #expect(form.members.all == [.officeLink(Self.link), .extension(number(201))])
        let unknown = ExtensionGroup.Settings(
            number: number(902), name: "受付", mode: .all, ringSeconds: 20,
            members: [.officeLink(OfficeLinkNumber(digits: "7009"))],
            next: .officeLink(OfficeLinkNumber(digits: "7008")))
        #expect(
            facts.problems(with: unknown, of: nil) == [.unknownMembers(["7009"]), .unknownNext("7008")])
    }

    @Test func `SET-7 LINK-2 a call to one rings on the other side, whoever is registered here`() {
        let decision = ExtensionCalls.decide(
            ExtensionCall(to: .officeLink(Self.link), from: number(201)),
            ExtensionCallFacts(channels: 100, underWay: 99, place: .officeLink(Self.link)))
        #expect(decision == .init(.overOfficeLink(Self.link), by: .officeLink))
        let full = ExtensionCalls.decide(
            ExtensionCall(to: .officeLink(Self.link), from: number(201)),
            ExtensionCallFacts(channels: 100, underWay: 100, place: .officeLink(Self.link)))
        #expect(full == .init(.busy, by: .channels))
    }

    @Test func `SET-7 LINK-2 in a group it rings in its place, and calls go on to it`() throws {
        let group = ExtensionCallFacts.Group(
            [
                .officeLink(Self.link), .device(.init(number(201), isReachable: true)),
                .device(.init(number(202), isReachable: false)),
            ], isSerial: true, seconds: 15, next: .officeLink(Self.link))
        let decision = ExtensionCalls.decide(
            ExtensionCall(to: .group(number(900)), from: nil), ExtensionCallFacts(channels: 10, place: .group(group)))
        guard case .ring(let ringing) = decision.action else {
            Issue.record("\(decision)")
            return
        }
        #expect(ringing.places == [.officeLink(Self.link), .extension(number(201))] && ringing.isSerial)
        #expect(ringing.next == .officeLink(Self.link))
        let absent = ExtensionCallFacts.Device(
            number(201), isReachable: true, absence: .reach([.officeLink(Self.link)], seconds: 10))
        guard
            case .ring(let both) = ExtensionCalls.decide(
                ExtensionCall(to: .extension(number(201)), from: nil),
                ExtensionCallFacts(channels: 10, place: .device(absent))
            ).action
        else {
            Issue.record("nothing rings")
            return
        }
        #expect(both.places == [.extension(number(201)), .officeLink(Self.link)])
    }
}
