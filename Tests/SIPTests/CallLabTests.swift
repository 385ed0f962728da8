import Testing

@testable import SIP

/// Calls from sipp through Debian's Kamailio, from the first INVITE to the last word. docs/calls.md is made of them (script/ladders).
@Suite(
    .serialized,
    .enabled(if: Kamailio.isInstalled && SippTelephone.isInstalled, "kamailio or sip-tester is not installed"),
    .timeLimit(.minutes(Patience.minutes))
)
struct CallLabTests {
    private let rings = TelephonesUnderTest.rings
    private let answers = TelephonesUnderTest.answers
    private let busy = TelephonesUnderTest.busy
    private let ringsElsewhere = CallLab.elsewhere[0]
    private let answersElsewhere = CallLab.elsewhere[1]

    private func number(_ text: String) throws -> SIPNumber { try #require(SIPNumber(text)) }

    @Test func `CALL-2 a caller who is forwarded talks to the destination, and the line never rings`() async throws {
        let lab = try await CallLab([rings: .forward(try number(answersElsewhere))])
        let call = try await lab.call(rings, hears: 200)
        #expect(call.invited == ["hikari \(rings)", "elsewhere \(answersElsewhere)"])
        try call.keep(1, "Forwarded")
    }

    @Test func `CALL-2 a caller hears busy where there is no destination, although the telephone would be taken`()
        async throws
    {
        let lab = try await CallLab([answers: .busy])
        let call = try await lab.call(answers, hears: 486)
        #expect(call.invited == ["hikari \(answers)"])
        try call.keep(2, "Busy: forwarding is on, and the number has no destination")
    }

    @Test func `CALL-2 a call that nothing touches reaches its line`() async throws {
        let lab = try await CallLab([:])
        let call = try await lab.call(answers, hears: 200)
        #expect(call.invited == ["hikari \(answers)", "line \(answers)"])
        try call.keep(3, "Not forwarded")
    }

    @Test func `WARP-1 who is not answered within the seconds set is forwarded`() async throws {
        let lab = try await CallLab([
            rings: .ringFirst(try number(answersElsewhere), noAnswerAfter: 1, whenBusy: false)
        ])
        let call = try await lab.call(rings, hears: 200)
        #expect(call.invited == ["hikari \(rings)", "line \(rings)", "elsewhere \(answersElsewhere)"])
        #expect(call.diversions.map { $0.contains("reason=no-answer") } == [true])
        try call.keep(4, "Not answered: ボイスワープ forwards after the seconds set (here 1)")
    }

    @Test func `WARP-1 who finds the line busy is forwarded where that is set, and else hears busy`() async throws {
        let destination = try number(answersElsewhere)
        let lab = try await CallLab([busy: .ringFirst(destination, noAnswerAfter: nil, whenBusy: true)])
        let call = try await lab.call(busy, hears: 200)
        #expect(call.invited == ["hikari \(busy)", "line \(busy)", "elsewhere \(answersElsewhere)"])
        #expect(call.diversions.map { $0.contains("reason=user-busy") } == [true])
        try call.keep(5, "The line is busy, and ボイスワープ forwards then")
        let other = try await CallLab([busy: .ringFirst(destination, noAnswerAfter: 60, whenBusy: false)])
        #expect(try await other.call(busy, hears: 486).invited == ["hikari \(busy)", "line \(busy)"])
    }

    @Test func `CALL-2 a reply that is lost is asked for again, is the same, and costs no forwarding`() async throws {
        let lab = try await CallLab([rings: .forward(try number(answersElsewhere))], losing: 2)
        let call = try await lab.call(rings, hears: 200)
        #expect(call.invited == ["hikari \(rings)", "elsewhere \(answersElsewhere)"])
        let replies = try #require(lab.relay).replies
        #expect(replies.count >= 3 && Set(replies).count == 1)
        try call.keep(6, "The redirect server's first two replies are lost")
    }

    @Test func `CALL-2 a dead redirect server costs the forwarding, not the call`() async throws {
        let lab = try await CallLab([answers: .busy], patience: 1_000)
        lab.exchange.end()
        let call = try await lab.call(answers, hears: 200)
        #expect(call.invited == ["hikari \(answers)", "line \(answers)"])
        try call.keep(7, "The redirect server is dead: the line rings")
    }

    @Test func `CALL-2 of a call that forks each branch is asked about, and goes its way`() async throws {
        let lab = try await CallLab([rings: .forward(try number(ringsElsewhere))])
        let entry = try await Kamailio(forking: (rings, answers), to: lab.proxy.port)
        let call = try await lab.call(rings, hears: 200, through: entry.port)
        #expect(call.invited.contains("line \(answers)"))
        // Who has lost may be asked about only when all is over.
        _ = try await lab.proxy.ladder { _ in
            Set(lab.exchange.questions.map(\.called.text)) == [rings, answers]
        }
        try call.keep(8, "A call that forks: both numbers are asked about; who takes it first has it")
    }

    // MARK: Smart PBX

    /// The telephones elsewhere stand for devices that have registered.
    private func device(_ place: Int, _ lab: CallLab, q: Int = 1_000) throws -> RedirectContact {
        try #require(RedirectContact("sip:\(CallLab.elsewhere[place])@127.0.0.1:\(lab.worldPort)", q: q))
    }

    @Test func `SET-7 a call to a group rings all its devices, and who takes it first has it`() async throws {
        let lab = try await CallLab([:])
        lab.exchange.answers["22900"] = .contacts(
            [try device(0, lab), try device(1, lab)], ringSeconds: 20, next: nil)
        let call = try await lab.call("22900", hears: 200)
        #expect(Set(call.invited) == ["hikari 22900", "elsewhere \(ringsElsewhere)", "elsewhere \(answersElsewhere)"])
        try call.keep(9, "A call to a group of a Smart PBX contract: all of it rings (一斉)")
    }

    @Test func `SET-7 devices in order ring one after the other, each for its seconds`() async throws {
        let lab = try await CallLab([:])
        lab.exchange.answers["22900"] = .contacts(
            [try device(2, lab), try device(0, lab, q: 990), try device(1, lab, q: 980)], ringSeconds: 1, next: nil)
        let call = try await lab.call("22900", hears: 200)
        #expect(call.invited == ["hikari 22900"] + [2, 0, 1].map { "elsewhere \(CallLab.elsewhere[$0])" })
        try call.keep(10, "The same in order (順次): the first is busy, the second is not answered")
    }

    @Test func `SET-7 a call that no device takes goes on to where hikari says, which is asked about by name`()
        async throws
    {
        let lab = try await CallLab([:])
        let name = "n100000001-22203"
        lab.exchange.answers["22201"] = .contacts(
            [try device(0, lab)], ringSeconds: 1,
            next: RedirectNext(.name(name), noAnswerAfter: 1, whenBusy: false, whenUnreachable: false))
        lab.exchange.answers[name] = .contacts([try device(1, lab)], ringSeconds: nil, next: nil)
        let call = try await lab.call("22201", hears: 200)
        #expect(
            call.invited == [
                "hikari 22201", "elsewhere \(ringsElsewhere)", "hikari \(name)", "elsewhere \(answersElsewhere)",
            ])
        #expect(call.diversions.map { $0.contains("reason=no-answer") } == [true])
        #expect(lab.exchange.questions.last?.forwardings == 1)
        try call.keep(11, "Not answered: the absence set for the extension sends the call on (here after 1 second)")
    }

    private static let device = "n100000001-22201"

    @Test func `SET-4 an extension's call outside shows the number that is set, to its last word`() async throws {
        let lab = try await CallLab([:])
        lab.exchange.answers[answersElsewhere] = .outside(
            try number(answersElsewhere), showing: try number("0312345678"))
        let call = try await lab.call(answersElsewhere, from: Self.device, hears: 200)
        #expect(call.invited == ["hikari \(answersElsewhere)", "elsewhere \(answersElsewhere)"])
        let shown = "<sip:0312345678@ims.example.jp;user=phone>"
        #expect(call.callers(at: "elsewhere") == [shown])
        #expect(call.told(to: "elsewhere").first?.notes == ["P-Asserted-Identity: \(shown)"], "nothing is forwarded")
        // Who calls is told in their own words.
        #expect(call.callers(at: "caller") == ["<sip:\(Self.device)@127.0.0.1>"])
        try call.keep(12, "An extension calls outside: the number of 外線発信 is shown")
    }

    @Test func `SET-4 非通知 shows nobody outside who calls`() async throws {
        let lab = try await CallLab([:])
        lab.exchange.answers[answersElsewhere] = .outside(try number(answersElsewhere), showing: nil)
        let call = try await lab.call(answersElsewhere, from: Self.device, hears: 200)
        #expect(call.callers(at: "elsewhere") == ["<sip:anonymous@anonymous.invalid>"])
        let told = call.told(to: "elsewhere")
        #expect(told.first?.notes == ["Privacy: id"])
        #expect(told.first?.lines.contains { $0.hasPrefix("From: \"Anonymous\" <") } == true)
        #expect(!told.contains { $0.lines.joined().contains(Self.device) })
        try call.keep(13, "The same with 非通知")
    }

    @Test func `SET-4 an extension's call that goes on outside shows the number that is set`() async throws {
        let lab = try await CallLab([:])
        let outside = RedirectCalled.number(try number(answersElsewhere))
        lab.exchange.answers["22203"] = .contacts(
            [try device(0, lab)], ringSeconds: 1,
            next: RedirectNext(outside, noAnswerAfter: 1, whenBusy: false, whenUnreachable: false))
        lab.exchange.answers[answersElsewhere] = .outside(
            try number(answersElsewhere), showing: try number("0312345678"))
        let call = try await lab.call("22203", from: Self.device, hears: 200)
        #expect(
            call.invited == [
                "hikari 22203", "elsewhere \(ringsElsewhere)", "hikari \(answersElsewhere)",
                "elsewhere \(answersElsewhere)",
            ])
        let last = try #require(call.told(to: "elsewhere").last { $0.title.hasPrefix("INVITE") })
        #expect(last.caller == "<sip:0312345678@ims.example.jp;user=phone>")
        #expect(call.diversions.contains { $0.contains("reason=no-answer;counter=1") })
    }

    @Test func `SET-7 a number outside rings beside the device, and is not told which extension calls`() async throws {
        let lab = try await CallLab([:])
        let outside = try #require(RedirectContact("sip:\(answersElsewhere)@ims.example.jp;user=phone", q: 1_000))
        lab.exchange.answers["22203"] = .contacts([try device(0, lab), outside], ringSeconds: 20, next: nil)
        let call = try await lab.call("22203", from: Self.device, hears: 200)
        #expect(Set(call.invited) == ["hikari 22203", "elsewhere \(ringsElsewhere)", "elsewhere \(answersElsewhere)"])
        let told = Set(call.told(to: "elsewhere").map { "\($0.title) \($0.caller ?? "")" })
        #expect(told.contains("INVITE \(ringsElsewhere) <sip:\(Self.device)@127.0.0.1>"))
        #expect(told.contains("INVITE \(answersElsewhere) <sip:anonymous@anonymous.invalid>"))
    }

    @Test func `SET-7 a call is sent on at once, and one that finds nobody hears so`() async throws {
        let lab = try await CallLab(["22201": .goOn(.name("n100000001-22203"))])
        lab.exchange.answers["n100000001-22203"] = .unreachable
        #expect(try await lab.call("22201", hears: 480).invited == ["hikari 22201", "hikari n100000001-22203"])
    }
}

extension CallLab.Drawn {
    /// What the proxy says of forwardings to the last of those elsewhere.
    fileprivate var diversions: [String] {
        let told = ladder.messages.filter { $0.to == places.last?.address && $0.title.hasPrefix("INVITE") }
        return told.suffix(1).flatMap(\.notes)
    }

    fileprivate func told(to name: String) -> [SIPLadder.Message] {
        let address = places.first { $0.name == name }?.address
        return ladder.messages.filter { $0.to == address }
    }

    /// Who calls, by all that is told there.
    fileprivate func callers(at name: String) -> Set<String> { Set(told(to: name).compactMap(\.caller)) }
}
