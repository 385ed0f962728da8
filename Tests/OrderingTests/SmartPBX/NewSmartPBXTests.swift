import Exchange
@testable import Ordering
import Testing

/// What a new contract may be.
@Suite struct NewSmartPBXTests {
    private let plan = NumberPlan(siteDigits: 2, deviceDigits: 4)

    private func lines(_ count: Int, device: DeviceKind = .smartphone) throws -> [Extension] {
        let plan = try #require(plan)
        return try (0..<count).map {
            Extension(
                number: try ExtensionNumber.read(site: "22", device: "\(2_000 + $0)", in: plan).get(), device: device)
        }
    }

    private func problems(_ lines: [Extension], added: Int = 0) throws -> [NewSmartPBXProblem] {
        guard case .failure(let problems) = NewSmartPBX.read(try #require(plan), lines, addedChannels: added) else {
            return []
        }
        return problems.all
    }

    @Test func `PBX-3 a contract has 1 to 1,500 extensions`() throws {
        #expect(try problems([]) == [.noExtension])
        #expect(try problems(lines(1)).isEmpty && problems(lines(1_500)).isEmpty)
        #expect(try problems(lines(1_501)) == [.tooMany(1_501)])
    }

    @Test func `PBX-2 no extension comes twice, however far apart`() throws {
        let all = try lines(150)
        let doubled = all + [all[0]]
        #expect(try problems(doubled) == [.twice(all[0].number, row: 150, first: 0)])
    }

    @Test func `PBX-3 only smartphones and computers are ordered`() throws {
        #expect(
            try problems(lines(1, device: .gateway)) == [.notOrderable(.gateway, row: 0)])
        #expect(try problems(lines(1, device: .computer)).isEmpty)
    }

    @Test(arguments: [
        (51, 280, true), (51, 290, false), (1_500, 0, true), (1_500, 10, false), (1, 5, false), (1, -10, false),
    ])
    func `PBX-4 channels are added in tens as far as 300 allows`(count: Int, added: Int, isGood: Bool) throws {
        #expect(try problems(lines(count), added: added) == (isGood ? [] : [.addedChannels(added)]))
    }

    @Test func `PBX-1 an extension of another plan is refused`() throws {
        let other = try #require(NumberPlan(siteDigits: 1, deviceDigits: 4))
        let line = Extension(
            number: try ExtensionNumber.read(site: "2", device: "2000", in: other).get(), device: .computer)
        #expect(try problems([line]) == [.otherPlan(row: 0)])
    }
}
