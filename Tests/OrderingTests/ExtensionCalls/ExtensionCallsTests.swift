import Ordering
import Telephony
import Testing

/// The table of SET-7: who is called, what is set there, who is registered, and what becomes of the call.
@Suite struct ExtensionCallsTests {
    private static let one = ExtensionNumber(site: "22", device: "201")
    private static let two = ExtensionNumber(site: "22", device: "202")
    private static let three = ExtensionNumber(site: "22", device: "203")

    private static func decide(
        to called: ExtensionCall.Called, _ place: ExtensionCallFacts.Place? = nil, underWay: Int = 0,
        forwardings: Int = 0, outgoing: ExtensionCallFacts.Outgoing? = nil
    ) -> ExtensionCallDecision {
        ExtensionCalls.decide(
            ExtensionCall(to: called, from: two, forwardings: forwardings),
            ExtensionCallFacts(channels: 10, underWay: underWay, place: place, outgoing: outgoing))
    }

    private static func device(_ isReachable: Bool = true, _ absence: Absence? = nil) -> ExtensionCallFacts.Place {
        .device(.init(one, isReachable: isReachable, absence: absence))
    }

    private static func group(
        _ reachable: Set<ExtensionNumber>, isSerial: Bool = false, next: ExtensionNumber? = nil
    ) -> ExtensionCallFacts.Place {
        .group(
            .init(
                [one, two, three].map { .device(.init($0, isReachable: reachable.contains($0))) },
                isSerial: isSerial, seconds: 20, next: next.map { .extension($0) }))
    }

    private static func rings(_ decision: ExtensionCallDecision) throws -> ExtensionCallDecision.Ringing {
        guard case .ring(let ringing) = decision.action else {
            throw Unexpected(decision: decision)
        }
        return ringing
    }

    private struct Unexpected: Error { let decision: ExtensionCallDecision }

    // MARK: An extension

    @Test func `SET-7 an extension rings where it is registered, and is unreachable where it is not`() throws {
        #expect(try Self.rings(Self.decide(to: .extension(Self.one), Self.device())).devices == [Self.one])
        #expect(Self.decide(to: .extension(Self.one), Self.device(false)).action == .unreachable)
        #expect(Self.decide(to: .nothing).action == .unknown)
    }

    @Test func `SET-7 an absence sends calls on at once, or in the cases that are set`() throws {
        let target = Absence.Target.extension(Self.three)
        func absence(_ cases: Absence.Cases) -> Absence { .forward(to: target, cases) }
        let always = Self.decide(to: .extension(Self.one), Self.device(true, absence(.init(isAlways: true))))
        #expect(always == .init(.goOn(to: target), by: .absence))
        let unreachable = absence(.init(isUnreachable: true))
        #expect(Self.decide(to: .extension(Self.one), Self.device(false, unreachable)).action == .goOn(to: target))
        let busyOnly = Self.device(false, absence(.init(isBusy: true)))
        #expect(Self.decide(to: .extension(Self.one), busyOnly).action == .unreachable)
        let rings = try Self.rings(
            Self.decide(
                to: .extension(Self.one), Self.device(true, absence(.init(isBusy: true, unansweredAfter: 15)))))
        #expect(rings.devices == [Self.one])
        #expect(rings.seconds == 15)
        #expect(rings.next == target)
        #expect(rings.whenBusy)
        #expect(!rings.whenUnreachable)
    }

    @Test func `SET-7 with シングルナンバーリーチ the others ring too, also where the extension itself is out of reach`() throws {
        let outside = try #require(PhoneNumber(clean: "09012345678"))
        let absence = Absence.reach([.extension(Self.three), .number(outside)], seconds: 30)
        let all = try Self.rings(Self.decide(to: .extension(Self.one), Self.device(true, absence)))
        #expect(all.devices == [Self.one, Self.three])
        #expect(all.numbers == [outside])
        #expect(all.seconds == 30)
        #expect(
            try Self.rings(Self.decide(to: .extension(Self.one), Self.device(false, absence))).devices == [Self.three])
    }

    // MARK: Groups and outside numbers

    @Test func `SET-7 of a group those ring that are registered, together or one after the other`() throws {
        let number = ExtensionNumber(site: "22", device: "900")
        let all = try Self.rings(Self.decide(to: .group(number), Self.group([Self.one, Self.three])))
        #expect(all.devices == [Self.one, Self.three])
        #expect(!all.isSerial)
        #expect(all.seconds == 20)
        #expect(all.next == nil)
        let serial = try Self.rings(
            Self.decide(to: .group(number), Self.group([Self.one], isSerial: true, next: Self.two)))
        #expect(serial.isSerial)
        #expect(serial.next == .extension(Self.two))
        #expect(serial.whenBusy)
    }

    @Test func `SET-7 whoever calls the own group does not ring`() throws {
        let number = ExtensionNumber(site: "22", device: "900")
        // 22-202 calls.
        let others = try Self.rings(Self.decide(to: .group(number), Self.group([Self.one, Self.two, Self.three])))
        #expect(others.devices == [Self.one, Self.three])
        #expect(Self.decide(to: .group(number), Self.group([Self.two])).action == .unreachable)
    }

    @Test func `SET-7 a group of which nobody is registered goes on at once, or nobody is there`() {
        let number = ExtensionNumber(site: "22", device: "900")
        #expect(
            Self.decide(to: .group(number), Self.group([], next: Self.two)).action == .goOn(to: .extension(Self.two)))
        #expect(Self.decide(to: .group(number), Self.group([])).action == .unreachable)
    }

    @Test func `SET-4 callers of an outside number without a target hear busy`() throws {
        let line = try #require(PhoneNumber(clean: "0312345000"))
        #expect(Self.decide(to: .line(line)) == .init(.busy, by: .lineWithoutTarget))
        #expect(try Self.rings(Self.decide(to: .line(line), Self.device())).devices == [Self.one])
    }

    // MARK: Limits

    @Test func `SET-7 as many calls as there are channels, one more hears busy, one that is sent on has its channel`() {
        let last = Self.decide(to: .extension(Self.one), Self.device(), underWay: 9)
        #expect(last.rule == .device)
        let more = Self.decide(to: .extension(Self.one), Self.device(), underWay: 10)
        #expect(more == .init(.busy, by: .channels))
        #expect(Self.decide(to: .extension(Self.one), Self.device(), underWay: 10, forwardings: 1).rule == .device)
        #expect(Self.decide(to: .outside("0398765432"), underWay: 10).action == .busy)
    }

    @Test func `SET-7 a call that has been sent on five times goes nowhere any more`() {
        #expect(Self.decide(to: .extension(Self.one), Self.device(), forwardings: 4).rule == .device)
        #expect(
            Self.decide(to: .extension(Self.one), Self.device(), forwardings: 5) == .init(.busy, by: .forwardedTooOften)
        )
    }

    // MARK: Out

    @Test func `SET-4 calls out show the number that is set, or none`() throws {
        let line = try #require(PhoneNumber(clean: "0312345000"))
        let shown = Self.decide(to: .outside("0398765432"), outgoing: .init(line, mayCallEmergency: true))
        #expect(shown.action == .outside("0398765432", showing: line))
        #expect(Self.decide(to: .outside("0398765432")).action == .outside("0398765432", showing: nil))
    }

    @Test(arguments: ["110", "118", "119"])
    func `VOICE-11 help is called only with a number from which it can be, which is then shown`(_ number: String) throws
    {
        let line = try #require(PhoneNumber(clean: "0312345000"))
        let ip = try #require(PhoneNumber(clean: "05012345678"))
        #expect(
            Self.decide(to: .outside(number), outgoing: .init(line, mayCallEmergency: true)).action
                == .outside(number, showing: line))
        #expect(Self.decide(to: .outside(number), outgoing: .init(ip, mayCallEmergency: false)).action == .noEmergency)
        #expect(Self.decide(to: .outside(number)).action == .noEmergency)
    }
}
