@testable import Settings
import Telephony
import Testing

@Suite struct IncomingCallMailTests {
    private let called = Sample.number("0312340002")
    private let tokyo = Sample.number("0312349999")
    private let osaka = Sample.number("0612345678")

    private var settings: IncomingCallMail.Settings {
        IncomingCallMail.Settings(
            mailing: .init(isOn: true, addresses: [.init(place: 2, address: Sample.address("a@example.jp"))]))
    }

    private func isTold(
        _ outcome: CallResult.Outcome = .answered, from caller: Caller, isTest: Bool = false,
        _ settings: IncomingCallMail.Settings
    ) -> Bool {
        let result = CallResult(
            called: called, caller: caller, at: Moment(milliseconds: 0), outcome: outcome, isTest: isTest)
        return !IncomingCallMail.recipients(of: result, settings).isEmpty
    }

    private func problems<T>(_ result: Result<T, IncomingCallMailProblems>) -> [IncomingCallMailProblem] {
        if case .failure(let problems) = result { problems.all } else { [] }
    }

    @Test func `CALLMAIL-1 all calls, unanswered ones or those to a busy line`() {
        let outcomes: [CallResult.Outcome] = [.answered, .noAnswer, .busy, .forwarded(to: osaka)]
        for (when, told) in [
            (IncomingCallMail.When.all, [true, true, true, true]), (.notAnswered, [false, true, false, false]),
            (.busy, [false, false, true, false]),
        ] {
            var settings = settings
            settings.when = when
            #expect(outcomes.map { isTold($0, from: .number(tokyo), settings) } == told, "\(when)")
        }
    }

    @Test func `CALLMAIL-1 everybody, the listed or all but the listed, with or without those who tell no number`() {
        let callers: [Caller] = [
            .number(tokyo), .number(osaka), .other("+14155550100"), .withheld, .payphone, .unavailable,
        ]
        for (who, told) in [
            (IncomingCallMail.Who.everybody, [true, true, true]), (.listed, [true, false, false]),
            (.allButListed, [false, true, true]),
        ] {
            for withheld in [true, false] {
                var settings = settings
                (settings.who, settings.tellsWithheld) = (who, withheld)
                settings.listed = [.prefix("03"), .number(Sample.number("09011112222"))]
                let expected = told + [withheld, withheld, withheld]
                #expect(callers.map { isTold(from: $0, settings) } == expected, "\(who) \(withheld)")
            }
        }
    }

    @Test func `FAULT-9 nobody is told of test calls, or while the service is off`() {
        #expect(!isTold(from: .number(tokyo), isTest: true, settings))
        var off = settings
        off.mailing.isOn = false
        #expect(!isTold(from: .number(tokyo), off))
    }

    @Test func `CALLMAIL-1 a condition about the list needs a list, as long as it is in force`() throws {
        #expect(
            problems(IncomingCallMail.read(when: "all", who: "listed", withheld: "", over: settings)) == [.emptyList])
        let listed = try IncomingCallMail.read(list: "06*\n090-1111-2222", over: settings).get()
        #expect(listed.listed.map(\.text) == ["06*", "09011112222"])
        let only = try IncomingCallMail.read(when: "busy", who: "listed", withheld: "", over: listed).get()
        #expect(only.who == .listed && !only.tellsWithheld)
        #expect(problems(IncomingCallMail.read(list: " ", over: only)) == [.lastListed])
        #expect(problems(IncomingCallMail.read(when: "x", who: "listed", withheld: "", over: listed)) == [.noWhen])
        #expect(problems(IncomingCallMail.read(when: "all", who: "", withheld: "", over: listed)) == [.noWho])
    }

    @Test func `CALLMAIL-2 of a flood of calls so many are told of one by one, and the rest is counted`() {
        let start = Moment(milliseconds: 1_000_000_000)
        var pace = IncomingCallMail.Pace(since: start)
        let told = (1...(IncomingCallMail.mostCalls + 5)).map { _ in pace.count() }
        #expect(told.prefix(IncomingCallMail.mostCalls).allSatisfy { $0 })
        #expect(told.dropFirst(IncomingCallMail.mostCalls) == [false, false, false, false, false])
        #expect(pace == .init(since: start, told: IncomingCallMail.mostCalls, untold: 5))
        let end = start + .minutes(IncomingCallMail.paceMinutes)
        #expect(!pace.isOver(at: end - .milliseconds(1)) && pace.isOver(at: end))
        // The clock was put back.
        #expect(pace.isOver(at: start - .seconds(1)))
    }
}
