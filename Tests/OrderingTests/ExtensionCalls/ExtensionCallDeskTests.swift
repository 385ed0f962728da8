import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// What is asked about calls, and what the stored settings answer.
@Suite struct ExtensionCallDeskTests {
    private static let line = "0312345000"
    private static let user = "n100000001-222000"

    private let house: SettingsHouse

    init() async throws { house = try await SettingsHouse(extensions: 4) }

    private func answer(
        _ called: String, from caller: String? = Self.user, forwardings: Int = 0,
        registered: Set<String> = ["222000", "222001", "222002", "222003"]
    ) throws -> ExtensionCallDecision? {
        let desk = ExtensionCallDesk(now: house.site.services.now) { registered.contains($0.digits) }
        let question = ExtensionCallQuestion(called, from: caller.flatMap { UserID($0) }, forwardings: forwardings)
        return try house.read { try desk.answer(question, $0) }?.decision
    }

    private func devices(_ decision: ExtensionCallDecision?) throws -> [ExtensionNumber] {
        guard case .ring(let ringing)? = decision?.action else { return [] }
        return ringing.devices
    }

    private func addLine(_ target: CallTarget? = nil) throws {
        let number = try #require(PhoneNumber(clean: Self.line))
        try house.write { database in
            try ExtensionRoutingStore.add(number, to: SettingsHouse.code, isInEmergencyArea: true, database)
            guard let line = try ExtensionRoutingStore.line(number, database) else { return }
            try ExtensionRoutingStore.set(target, of: line, database)
        }
    }

    @Test func `SET-7 digits belong to the contract of the extension that calls`() throws {
        #expect(try devices(answer("222001")) == [house.number(2001)])
        // From outside they are nobody's.
        #expect(try answer("222001", from: nil) == nil)
        #expect(try answer("222001", from: "n100000009-222000") == nil)
        // A well-formed number that there is not is no call to the world.
        #expect(try answer("222999")?.action == .unknown)
    }

    @Test func `SET-7 a user ID names its extension by itself, wherever the call comes from`() throws {
        #expect(try devices(answer("n100000001-222001", from: nil)) == [house.number(2001)])
        #expect(try answer("n100000001-22201", from: nil)?.action == .unknown)
        #expect(try answer("n100000009-222001", from: nil) == nil)
    }

    @Test func `SET-7 an outside number leads to its group, and the group to the extension behind it`() throws {
        let group = try house.addGroup(
            2900, members: [2000, 2001], mode: .inOrder, next: .extension(house.number(2003)))
        try addLine(.group(group))
        guard case .ring(let ringing)? = try answer(Self.line, from: nil)?.action else {
            Issue.record("nothing rings")
            return
        }
        #expect(ringing.devices == [house.number(2000), house.number(2001)])
        #expect(ringing.isSerial)
        #expect(ringing.next == .extension(house.number(2003)))
        // By its own number too.
        #expect(try devices(answer("222900", from: "n100000001-222002")).count == 2)
        #expect(
            try answer(Self.line, from: nil, registered: ["222003"])?.action
                == .goOn(to: .extension(house.number(2003))))
    }

    @Test func `SET-4 an outside number without a target, and one that is no contract's`() throws {
        try addLine()
        #expect(try answer(Self.line, from: nil)?.rule == .lineWithoutTarget)
        #expect(try answer("0312345999", from: nil) == nil)
    }

    @Test func `SET-4 an extension calls out with the number that is set for it`() throws {
        try addLine()
        let number = try #require(PhoneNumber(clean: Self.line))
        #expect(try answer("0398765432")?.action == .outside("0398765432", showing: nil))
        let change = OutgoingNumber.Change(house.number(2000), before: nil, after: number)
        let now = house.site.clock.now
        try house.write { _ = try OutgoingNumberStore.write([change], of: SettingsHouse.code, at: now, $0) }
        #expect(try answer("0398765432")?.action == .outside("0398765432", showing: number))
        #expect(try answer("110")?.action == .outside("110", showing: number))
        #expect(try answer("110", from: "n100000001-222001")?.action == .noEmergency)
    }

    @Test func `SET-7 calls that call servers tell of take channels until they end`() throws {
        let now = house.site.clock.now
        let news = try house.site.services.database.writeAndWait { database in
            try ((1...10) + [10]).map {
                try ExtensionCallStore.begin("\($0)", of: SettingsHouse.code, at: now, database)
            }
        }
        #expect(news == Array(repeating: true, count: 10) + [false])
        #expect(try answer("222001") == .init(.busy, by: .channels))
        try house.write { _ = try ExtensionCallStore.end("3", of: SettingsHouse.code, at: now, $0) }
        #expect(try answer("222001")?.rule == .device)
        // Its end is told before its beginning.
        try house.write { database in
            _ = try ExtensionCallStore.end("11", of: SettingsHouse.code, at: now, database)
            _ = try ExtensionCallStore.begin("11", of: SettingsHouse.code, at: now, database)
        }
        #expect(try answer("222001")?.rule == .device)
        // A call whose end nobody has told is over one day.
        try house.write { _ = try ExtensionCallStore.begin("12", of: SettingsHouse.code, at: now, $0) }
        #expect(try answer("222001")?.rule == .channels)
        house.site.clock.advance(.seconds(12 * 3600 + 1))
        #expect(try answer("222001")?.rule == .device)
    }

    @Test func `PBX-9 after 桁数追加 the old user ID is nobody's and the new one rings`() throws {
        #expect(try devices(answer(Self.user, from: nil)) == [house.number(2000)])
        _ = try house.order(.lengthen(.device, by: 1), state: .completed)
        try house.write { database in
            guard let order = try OrderStore.all(in: nil, database).first else { return }
            try SmartPBXOrders().apply(order, at: order.appliedAt, database)
        }
        #expect(try answer(Self.user, from: nil)?.action == .unknown)
        #expect(try devices(answer("n100000001-2220000", from: nil, registered: ["2220000"])).count == 1)
    }
}
