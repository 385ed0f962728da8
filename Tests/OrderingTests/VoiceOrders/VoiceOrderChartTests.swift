@testable import Ordering
import Testing

/// The chart of VOICE-1, over every combination of what it asks and what the system knows.
struct VoiceOrderChartTests {
    private static let bools = [false, true]

    private static var wishes: [VoiceOrderChart.Wish] {
        bools.flatMap { adds in
            bools.flatMap { ports in
                bools.map { VoiceOrderChart.Wish(addsGeographic: adds, ports: ports, usesSpecialFeatures: $0) }
            }
        }
    }

    private static var facts: [VoiceOrderChart.Facts] {
        VoiceContractType.allCases.flatMap { type in
            bools.flatMap { cloud in
                bools.flatMap { members in
                    bools.flatMap { geographic in
                        [0, 1_000, 1_001].map { count in
                            VoiceOrderChart.Facts(
                                type: type, isCloudPlan: cloud, hasMembersNet: members, hasGeographic: geographic,
                                dialInCount: count)
                        }
                    }
                }
            }
        }
    }

    /// As the guide's chart is read with a finger: each line by itself, in words of its own.
    private static func expected(
        _ wish: VoiceOrderChart.Wish, _ facts: VoiceOrderChart.Facts
    ) -> [VoiceOrderChart.Question] {
        var yes: [VoiceOrderChart.Question] = []
        if facts.hasMembersNet { yes.append(.membersNet) }
        if wish.addsGeographic, facts.type == .smartPBX, !facts.hasGeographic {
            yes.append(.firstGeographicOfSmartPBX)
        }
        if wish.ports { yes.append(.portability) }
        if wish.addsGeographic {
            switch facts.type {
            case .universalOne: if facts.isCloudPlan { yes.append(.geographicOfOthers) }
            case .wireless, .smartPBX: yes.append(.geographicOfOthers)
            case .hikari: break
            }
        }
        if wish.usesSpecialFeatures { yes.append(.specialFeatures) }
        if wish.addsGeographic, !facts.hasGeographic { yes.append(.firstGeographic) }
        if facts.dialInCount == 1_001 { yes.append(.largeBase) }
        return yes
    }

    @Test func `VOICE-1 every combination leads where the chart leads, with all reasons`() {
        var ways: [VoiceOrderWay: Int] = [:]
        for wish in Self.wishes {
            for facts in Self.facts {
                let chart = VoiceOrderChart(wish, facts)
                let reasons = Self.expected(wish, facts)
                #expect(chart.reasons == reasons, "\(wish) \(facts)")
                let way: VoiceOrderWay =
                    reasons.isEmpty ? .immediate : reasons.contains(.firstGeographicOfSmartPBX) ? .sales : .dated
                #expect(chart.way == way, "\(wish) \(facts)")
                ways[way, default: 0] += 1
            }
        }
        #expect(ways.values.reduce(0, +) == 8 * 96)
        #expect(ways.keys.count == 3)
    }

    @Test func `A15 who adds 050 only is not asked for the first 0AJ`() {
        let chart = VoiceOrderChart(
            .init(), .init(type: .universalOne, isCloudPlan: true, hasGeographic: false))
        #expect(chart.way == .immediate)
        #expect(chart.answers.map(\.question.rawValue) == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func `A14 a base number has its thousand before the order`() {
        let wish = VoiceOrderChart.Wish(addsGeographic: true)
        #expect(VoiceOrderChart(wish, .init(type: .universalOne, dialInCount: 1_000)).way == .immediate)
        #expect(VoiceOrderChart(wish, .init(type: .universalOne, dialInCount: 1_001)).reasons == [.largeBase])
    }

    @Test func `A30 where two lines say Yes the stricter holds, and both are named`() {
        let chart = VoiceOrderChart(
            .init(addsGeographic: true), .init(type: .smartPBX, hasMembersNet: true, hasGeographic: false))
        #expect(chart.way == .sales)
        #expect(
            chart.reasons == [.membersNet, .firstGeographicOfSmartPBX, .geographicOfOthers, .firstGeographic])
    }
}
