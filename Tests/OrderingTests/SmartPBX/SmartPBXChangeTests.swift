import CivilCalendar
import Exchange
@testable import Ordering
import Telephony
import TestSite
import Testing

/// What can be changed of a contract, and what comes of it.
@Suite struct SmartPBXChangeTests {
    private func lines(_ numbers: Range<Int>, device: DeviceKind = .smartphone) throws -> [Extension] {
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 4))
        return try numbers.map {
            Extension(
                number: try ExtensionNumber.read(site: "22", device: "\(2_000 + $0)", in: plan).get(), device: device)
        }
    }

    private func contract(_ count: Int, added: Int = 0, gateways: Int = 0) throws -> SmartPBXContent {
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 4))
        return SmartPBXContent(
            plan, try lines(0..<count) + lines(5_000..<5_000 + gateways, device: .gateway), addedChannels: added)
    }

    private func problems(_ change: SmartPBXChange, _ before: SmartPBXContent) -> [SmartPBXChangeProblem] {
        if case .failure(let problems) = change.applied(to: before) { problems.all } else { [] }
    }

    // MARK: PBX-7

    @Test func `PBX-7 six numbers make 51, and デフォルト 20 channels`() throws {
        let outcome = try SmartPBXChange.add(lines(45..<51), channels: 0).applied(to: contract(45)).get()
        #expect(outcome.before.channels.all == 10 && outcome.after?.channels.all == 20)
        #expect(outcome.after?.extensions.count == 51 && outcome.night == .none)
        #expect(outcome.record.extensions == (try lines(45..<51)))
    }

    @Test func `PBX-7 numbers or channels, one at least`() throws {
        #expect(try problems(.add([], channels: 0), contract(45)) == [.nothing])
        #expect(try problems(.add([], channels: 10), contract(45)) == [])
        #expect(try problems(.add(lines(45..<46), channels: 0), contract(45)) == [])
    }

    @Test func `PBX-7 a number that is there already is named, with its row`() throws {
        let before = try contract(45)
        #expect(
            try problems(.add(lines(44..<46), channels: 0), before) == [
                .exists(before.extensions[44].number, row: 0)
            ])
        let twice = try lines(45..<46)
        #expect(problems(.add(twice + twice, channels: 0), before) == [.twice(twice[0].number, row: 1, first: 0)])
    }

    @Test func `PBX-7 new numbers have the digits of the contract and are smartphones or computers`() throws {
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 3))
        let short = Extension(
            number: try ExtensionNumber.read(site: "22", device: "999", in: plan).get(), device: .computer)
        #expect(try problems(.add([short], channels: 0), contract(1)) == [.otherPlan(row: 0)])
        #expect(
            try problems(.add(lines(7..<8, device: .desk), channels: 0), contract(1)) == [
                .notOrderable(.desk, row: 0)
            ])
    }

    @Test func `PBX-3 no contract has more than 1,500 extensions after an order`() throws {
        #expect(try problems(.add(lines(1_499..<1_500), channels: 0), contract(1_499)) == [])
        #expect(try problems(.add(lines(1_499..<1_501), channels: 0), contract(1_499)) == [.tooMany(1_501)])
    }

    @Test func `PBX-4 channels are added in tens, as far as 300 allows`() throws {
        let before = try contract(45, added: 20)
        #expect(SmartPBXChange.channelsToAdd(to: before, with: 0).last == 270)
        // 51 numbers bring 20 by themselves.
        #expect(SmartPBXChange.channelsToAdd(to: before, with: 6).last == 260)
        #expect(problems(.add([], channels: 270), before) == [])
        #expect(problems(.add([], channels: 280), before) == [.channels(most: 270)])
        #expect(problems(.add([], channels: 15), before) == [.channels(most: 270)])
    }

    @Test func `PBX-4 where デフォルト grows into 300, 追加 falls, and how far is told`() throws {
        let outcome = try SmartPBXChange.add(lines(700..<751), channels: 0).applied(to: contract(700, added: 160)).get()
        #expect(outcome.before.channels == Channels(extensions: 700, added: 160) && outcome.before.channels.all == 300)
        #expect(outcome.after?.channels.all == 300 && outcome.after?.channels.added == 140)
        #expect(outcome.channelsPushedOut == 20)
    }

    // MARK: PBX-8

    @Test func `PBX-8 numbers go, and with them their share of the channels`() throws {
        let before = try contract(51, added: 30)
        let gone = before.extensions.prefix(6).map(\.number)
        let outcome = try SmartPBXChange.delete(gone, channels: 20).applied(to: before).get()
        #expect(outcome.after?.extensions.count == 45 && outcome.after?.channels.all == 20)
        #expect(outcome.touched.map(\.number) == gone)
    }

    @Test func `PBX-8 neither a VoIP-GW nor the last extension is deleted, nor what is not there`() throws {
        let before = try contract(2, gateways: 1)
        let numbers = before.extensions.map(\.number)
        #expect(problems(.delete([numbers[2]], channels: 0), before) == [.notDeletable(numbers[2], row: 0)])
        #expect(problems(.delete(Array(numbers.prefix(2)), channels: 0), before) == [])
        let all = try contract(2)
        #expect(problems(.delete(all.extensions.map(\.number), channels: 0), all) == [.all])
        let other = try lines(9..<10)[0].number
        #expect(problems(.delete([other], channels: 0), all) == [.unknown(other, row: 0)])
        #expect(
            problems(.delete([numbers[0], numbers[0]], channels: 0), before) == [
                .twice(numbers[0], row: 1, first: 0)
            ])
    }

    @Test func `PBX-8 channels go in tens, at most the 追加`() throws {
        let before = try contract(45, added: 20)
        #expect(problems(.delete([], channels: 20), before) == [])
        #expect(problems(.delete([], channels: 30), before) == [.channels(most: 20)])
        #expect(problems(.delete([], channels: 0), before) == [.nothing])
        // A number alone, where there is no 追加.
        let bare = try contract(45)
        #expect(problems(.delete([bare.extensions[0].number], channels: 0), bare) == [])
    }

    // MARK: PBX-9, 10

    @Test func `PBX-9 zeros are put at the end of one part of every number`() throws {
        let outcome = try SmartPBXChange.lengthen(.device, by: 2).applied(to: contract(3)).get()
        #expect(outcome.after?.extensions.map(\.number.digits) == ["22200000", "22200100", "22200200"])
        #expect(outcome.after?.plan == NumberPlan(siteDigits: 2, deviceDigits: 6) && outcome.night == .whole)
        let sites = try SmartPBXChange.lengthen(.site, by: 1).applied(to: contract(1)).get()
        #expect(sites.after?.extensions.map(\.number.digits) == ["2202000"])
    }

    @Test func `PBX-9 a part has 11 digits at most, and a site's stays where a VoIP-GW is`() throws {
        #expect(try problems(.lengthen(.device, by: 7), contract(1)) == [])
        #expect(try problems(.lengthen(.device, by: 8), contract(1)) == [.digits(.device, most: 7)])
        #expect(try problems(.lengthen(.device, by: 0), contract(1)) == [.digits(.device, most: 7)])
        #expect(try problems(.lengthen(.site, by: 1), contract(1, gateways: 1)) == [.gateway])
        #expect(try problems(.lengthen(.device, by: 1), contract(1, gateways: 1)) == [])
    }

    @Test func `PBX-10 a contract with a VoIP-GW is not ended here`() throws {
        #expect(try problems(.end, contract(1, gateways: 1)) == [.gateway])
        let outcome = try SmartPBXChange.end.applied(to: contract(3)).get()
        #expect(outcome.after == nil && outcome.night == .none && outcome.touched.count == 3)
    }

    // MARK: PBX-11

    @Test(arguments: [
        (750, 0, 1, 0, true), (749, 0, 1, 0, false), (45, 140, 0, 10, true), (45, 140, 6, 0, true),
        (45, 130, 0, 10, false), (800, 0, 5, 0, false), (45, 160, 0, 10, false),
    ])
    func `PBX-11 crossing 160 channels upwards is night work`(
        count: Int, added: Int, more: Int, channels: Int, isNight: Bool
    ) throws {
        let change = SmartPBXChange.add(try lines(count..<count + more), channels: channels)
        let outcome = try change.applied(to: contract(count, added: added)).get()
        #expect((outcome.night == .equipment) == isNight)
    }

    @Test func `PBX-11 crossing 160 channels downwards is night work too`() throws {
        let before = try contract(751)
        let gone = [before.extensions[0].number]
        #expect(before.channels.all == 160)
        #expect(try SmartPBXChange.delete(gone, channels: 0).applied(to: before).get().night == .equipment)
        let wide = try contract(752)
        #expect(try SmartPBXChange.delete(gone, channels: 0).applied(to: wide).get().night == .none)
    }

    @Test(arguments: [
        (20, 0, 0, [NightWindow.from21, .from22, .from23]), (20, 0, 1, [.from22, .from23]),
        (21, 0, 0, [.from22, .from23]), (21, 0, 1, [.from23]), (21, 59, 59, [.from23]), (22, 0, 0, [.from23]),
        (22, 0, 1, []), (2, 0, 0, [.from21, .from22, .from23]),
    ])
    func `PBX-11 a window begins 60 minutes after 申し込む or later`(
        hour: Int, minute: Int, second: Int, windows: [NightWindow]
    ) {
        #expect(NightWindow.open(at: .november(27, hour, minute, second)) == windows)
    }
}
