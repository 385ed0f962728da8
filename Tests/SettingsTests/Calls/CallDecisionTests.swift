@testable import Settings
import Telephony
import Testing

/// CALL-1: the guide's table of combinations (S004 P.1, P.24), one line a case.
@Suite struct CallDecisionTests {
    private static func number(_ digits: String) -> PhoneNumber {
        PhoneNumber(clean: digits) ?? { preconditionFailure("no number: \(digits)") }()
    }

    private static let line = number("0312340001")
    private static let mobile = number("09012345678")
    private static let office = number("0612345678")
    private static let friend = number("0312345678")
    private static let testCalls = number("0312349999")

    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let call: Call
        let settings: CallSettings
        let action: CallDecision.Action
        let rule: CallRule

        init(
            _ words: String, from caller: Caller = .number(CallDecisionTests.friend), forwardings: Int = 0,
            passed: [PhoneNumber] = [], isTest: Bool = false, _ settings: CallSettings,
            _ action: CallDecision.Action, _ rule: CallRule
        ) {
            testDescription = words
            call = Call(
                to: CallDecisionTests.line, from: caller, forwardings: forwardings, passed: passed, isTest: isTest)
            self.settings = settings
            self.action = action
            self.rule = rule
        }
    }

    private static let bulk = CallSettings.BulkOrder.on(mobile)
    private static let always = CallSettings.WarpOrder(.always, to: office)
    private static let late = CallSettings.WarpOrder(.noAnswer(seconds: 15), to: office)
    private static let toMobile = CallDecision.Action.forward(to: mobile)
    private static let toOffice = CallDecision.Action.forward(to: office)
    private static let rescue = CallDecision.Action.ringFirst(
        .init(destination: office, noAnswerAfter: 15, whenBusy: false))

    private static func warp(_ when: CallSettings.WarpCondition, _ select: CallSettings.WarpSelect = .off)
        -> CallSettings
    {
        CallSettings(voiceWarp: .init(when, to: office, select: select))
    }

    static let alone: [Case] = [
        Case("nothing is in use", CallSettings(), .ring, .nothing),
        Case("一括転送", CallSettings(bulkForwarding: bulk), toMobile, .bulkForwarding),
        Case("一括転送, no destination", CallSettings(bulkForwarding: .on(nil)), .busy, .bulkForwardingWithoutDestination),
        Case("ボイスワープ 無条件", warp(.always), toOffice, .voiceWarp),
        Case("ボイスワープ 無応答時", warp(.noAnswer(seconds: 15)), rescue, .voiceWarp),
        Case(
            "ボイスワープ 話中時", warp(.busy), .ringFirst(.init(destination: office, noAnswerAfter: nil, whenBusy: true)),
            .voiceWarp),
        Case(
            "ボイスワープ 無応答時+話中時", warp(.noAnswerOrBusy(seconds: 60)),
            .ringFirst(.init(destination: office, noAnswerAfter: 60, whenBusy: true)), .voiceWarp),
        Case(
            "迷惑電話おことわり", CallSettings(refusesCaller: true), .announcement(.refusal), .refusedCaller),
        Case("ナンバー・リクエスト, the number is told", CallSettings(requestsNumber: true), .ring, .nothing),
        Case(
            "ナンバー・リクエスト, withheld", from: .withheld, CallSettings(requestsNumber: true),
            .announcement(.numberRequest), .numberRequest),
        Case("ナンバー・リクエスト, a payphone", from: .payphone, CallSettings(requestsNumber: true), .ring, .nothing),
        Case("ナンバー・リクエスト, out of area", from: .unavailable, CallSettings(requestsNumber: true), .ring, .nothing),
        Case(
            "ナンバー・リクエスト, from abroad", from: .other("+14155550100"), CallSettings(requestsNumber: true), .ring, .nothing
        ),
    ]

    static let together: [Case] = [
        Case("一括転送 × ボイスワープ", CallSettings(bulkForwarding: bulk, voiceWarp: always), toMobile, .bulkForwarding),
        Case(
            "一括転送 without destination × ボイスワープ", CallSettings(bulkForwarding: .on(nil), voiceWarp: always), .busy,
            .bulkForwardingWithoutDestination),
        Case("一括転送 × ナンバー・リクエスト", CallSettings(requestsNumber: true, bulkForwarding: bulk), toMobile, .bulkForwarding),
        Case(
            "一括転送 × ナンバー・リクエスト, withheld", from: .withheld,
            CallSettings(requestsNumber: true, bulkForwarding: bulk), .announcement(.numberRequest), .numberRequest),
        Case(
            "一括転送 without destination × ナンバー・リクエスト, withheld", from: .withheld,
            CallSettings(requestsNumber: true, bulkForwarding: .on(nil)), .announcement(.numberRequest),
            .numberRequest),
        Case("一括転送, withheld", from: .withheld, CallSettings(bulkForwarding: bulk), toMobile, .bulkForwarding),
        Case(
            "一括転送 × 迷惑電話おことわり", CallSettings(refusesCaller: true, bulkForwarding: bulk), .announcement(.refusal),
            .refusedCaller),
        Case(
            "迷惑電話おことわり × ナンバー・リクエスト, withheld", from: .withheld,
            CallSettings(refusesCaller: true, requestsNumber: true), .announcement(.refusal), .refusedCaller),
        Case(
            "迷惑電話おことわり × ボイスワープ", CallSettings(refusesCaller: true, voiceWarp: always), .announcement(.refusal),
            .refusedCaller),
        Case(
            "ボイスワープ × ナンバー・リクエスト, withheld", from: .withheld,
            CallSettings(requestsNumber: true, voiceWarp: late), .announcement(.numberRequest), .numberRequest),
        Case("ボイスワープ × ナンバー・リクエスト", CallSettings(requestsNumber: true, voiceWarp: late), rescue, .voiceWarp),
    ]

    static let select: [Case] = [
        Case("登録番号転送, listed", warp(.always, .forwardListed([friend])), toOffice, .voiceWarp),
        Case("登録番号転送, not listed", warp(.always, .forwardListed([mobile])), .ring, .voiceWarpSelect),
        Case("登録番号転送, an empty list", warp(.always, .forwardListed([])), .ring, .voiceWarpSelect),
        Case("登録番号転送, withheld", from: .withheld, warp(.always, .forwardListed([friend])), toOffice, .voiceWarp),
        Case("登録番号転送, a payphone", from: .payphone, warp(.always, .forwardListed([friend])), toOffice, .voiceWarp),
        Case(
            "登録番号転送, from abroad", from: .other("+14155550100"), warp(.always, .forwardListed([friend])), .ring,
            .voiceWarpSelect),
        Case("登録番号転送 × 無応答時, listed", warp(.noAnswer(seconds: 15), .forwardListed([friend])), rescue, .voiceWarp),
        Case("登録番号着信, listed", warp(.always, .ringListed([friend])), .ring, .voiceWarpSelect),
        Case("登録番号着信, not listed", warp(.always, .ringListed([mobile])), toOffice, .voiceWarp),
        Case("登録番号着信, an empty list", warp(.always, .ringListed([])), toOffice, .voiceWarp),
        Case("登録番号着信, withheld", from: .withheld, warp(.always, .ringListed([friend])), toOffice, .voiceWarp),
        Case(
            "一括転送 × 登録番号着信, listed",
            CallSettings(bulkForwarding: bulk, voiceWarp: .init(.always, to: office, select: .ringListed([friend]))),
            toMobile, .bulkForwarding),
        Case(
            "the destination is on the list", from: .number(office), warp(.always, .ringListed([office])), .ring,
            .voiceWarpSelect),
    ]

    static let limits: [Case] = [
        Case("the fifth forwarding", forwardings: 4, CallSettings(bulkForwarding: bulk), toMobile, .bulkForwarding),
        Case("a sixth forwarding", forwardings: 5, CallSettings(bulkForwarding: bulk), .busy, .forwardedTooOften),
        Case("a sixth forwarding by ボイスワープ", forwardings: 5, warp(.always), .busy, .forwardedTooOften),
        Case("a sixth forwarding by ボイスワープ 無応答時", forwardings: 5, warp(.busy), .ring, .forwardedTooOften),
        Case("forwarded five times, and nothing forwards on", forwardings: 5, CallSettings(), .ring, .nothing),
        Case(
            "six numbers have passed it on, whatever the counter says", forwardings: 0,
            passed: [friend, friend, friend, friend, friend], CallSettings(bulkForwarding: bulk), .busy,
            .forwardedTooOften),
        Case(
            "back to whom it came from", forwardings: 1, passed: [mobile], CallSettings(bulkForwarding: bulk), .busy,
            .loop),
        Case("back by ボイスワープ", forwardings: 1, passed: [office], warp(.always), .busy, .loop),
        Case("back by ボイスワープ 無応答時", forwardings: 1, passed: [office], warp(.noAnswer(seconds: 15)), .ring, .loop),
        Case(
            "複数チャネル: the last free one", CallSettings(bulkForwarding: bulk, channels: 3, forwardedNow: 2), toMobile,
            .bulkForwarding),
        Case(
            "複数チャネル: none is free", CallSettings(bulkForwarding: bulk, channels: 3, forwardedNow: 3), .busy, .channels),
        Case(
            "複数チャネル × ボイスワープ 無応答時: the line still rings",
            CallSettings(voiceWarp: late, channels: 1, forwardedNow: 1), .ring, .channels),
    ]

    static let tests: [Case] = [
        Case("試験呼 × 一括転送", isTest: true, CallSettings(bulkForwarding: bulk), .ring, .testCall),
        Case("試験呼 × 一括転送 without destination", isTest: true, CallSettings(bulkForwarding: .on(nil)), .ring, .testCall),
        Case("試験呼 × ボイスワープ", isTest: true, CallSettings(voiceWarp: always), .ring, .testCall),
        Case("試験呼 × ナンバー・リクエスト", from: .withheld, isTest: true, CallSettings(requestsNumber: true), .ring, .testCall),
        Case("試験呼 × 迷惑電話おことわり", isTest: true, CallSettings(refusesCaller: true), .ring, .testCall),
        Case(
            "試験呼 × 複数チャネル", isTest: true, CallSettings(bulkForwarding: bulk, channels: 1, forwardedNow: 1), .ring,
            .testCall),
    ]

    @Test(arguments: alone + together + select + limits + tests)
    func `CALL-1 FWD-7 the table of combinations`(_ line: Case) {
        let decision = Calls.decide(line.call, line.settings, testCallNumber: Self.testCalls)
        #expect(decision == CallDecision(line.action, by: line.rule))
    }

    /// Every setting with every other, and the order of FWD-7 told once more, as a list of questions.
    @Test func `CALL-1 FWD-7 what comes first decides, whatever comes after it`() {
        let warps: [CallSettings.WarpOrder?] = [
            nil, Self.always, Self.late, .init(.busy, to: Self.office),
            .init(.always, to: Self.office, select: .forwardListed([Self.friend])),
            .init(.always, to: Self.office, select: .ringListed([Self.friend])),
        ]
        let callers: [Caller] = [.number(Self.friend), .number(Self.mobile), .withheld, .payphone, .unavailable]
        var seen = 0
        for isTest in [true, false] {
            for refuses in [true, false] {
                for requests in [true, false] {
                    for bulk: CallSettings.BulkOrder in [.off, .on(nil), Self.bulk] {
                        for warp in warps {
                            for caller in callers {
                                let settings = CallSettings(
                                    refusesCaller: refuses, requestsNumber: requests, bulkForwarding: bulk,
                                    voiceWarp: warp, channels: 2, forwardedNow: 1)
                                let call = Call(to: Self.line, from: caller, isTest: isTest)
                                let rule = Calls.decide(call, settings, testCallNumber: Self.testCalls).rule
                                seen += 1
                                let first: Set<CallRule> =
                                    if isTest {
                                        [.testCall]
                                    } else if refuses {
                                        [.refusedCaller]
                                    } else if requests, caller == .withheld {
                                        [.numberRequest]
                                    } else if bulk != .off {
                                        bulk == .on(nil) ? [.bulkForwardingWithoutDestination] : [.bulkForwarding]
                                    } else if warp != nil {
                                        [.voiceWarp, .voiceWarpSelect]
                                    } else {
                                        [.nothing]
                                    }
                                #expect(first.contains(rule), "\(settings) \(call)")
                            }
                        }
                    }
                }
            }
        }
        #expect(seen == 2 * 2 * 2 * 3 * 6 * 5)
    }

    @Test func `FAULT-9 calls to the number that test calls come from hear busy, whoever has it`() {
        for settings in [nil, CallSettings(bulkForwarding: Self.bulk)] {
            let call = Call(to: Self.testCalls, from: .number(Self.friend))
            #expect(
                Calls.decide(call, settings, testCallNumber: Self.testCalls) == CallDecision(.busy, by: .testCallNumber)
            )
        }
    }

    @Test func `CALL-1 a number that is none of ours rings`() {
        let call = Call(to: Self.friend, from: .withheld, forwardings: 9)
        #expect(Calls.decide(call, nil) == CallDecision(.ring, by: .nothing))
    }
}
