import Mustache
import Telephony

/// 正常 / 故障 / 未判定 / 停止中, since when, and the latest test call.
struct FaultNotificationStateView: ViewModel {
    let facts: FaultNotificationFacts
    let language: Language

    static let fields: ViewFields<FaultNotificationStateView> = [
        "words": { .text($0.facts.condition.text(in: $0.language)) },
        "isStopped": { .flag($0.facts.condition == nil) },
        "isNormal": { .flag($0.facts.condition == .normal) },
        "isFaulty": { .flag($0.facts.condition == .faulty) },
        "isUndecided": { .flag($0.facts.condition == .undecided) },
        "since": { .text(ifAny: $0.since?.dateAndTimeText(in: $0.language)) },
        "sinceISO": { .text(ifAny: $0.since?.machineText) },
        "latest": { .object(ifAny: LatestCallView($0.facts, in: $0.language)) },
        "monitorNumber": { .text(ifAny: $0.facts.monitorNumber?.display) },
        "interval": { .text($0.facts.interval.text(in: $0.language)) },
        "isHeld": { .flag($0.facts.isWatched && $0.facts.heldSince != nil) },
        "isStale": { .flag($0.facts.isStale) },
        "startsForwarding": { .flag($0.facts.settings.startsForwarding) },
        "stopsForwarding": { .flag($0.facts.settings.stopsForwarding) },
    ]

    private var since: Moment? { facts.isWatched ? facts.line?.since : nil }
}

private struct LatestCallView: ViewModel {
    let at: Moment
    let reached: Bool
    let language: Language

    init?(_ facts: FaultNotificationFacts, in language: Language) {
        guard facts.isWatched, let line = facts.line, let at = line.calledAt else { return nil }
        (self.at, self.language) = (at, language)
        reached = line.state.failures == 0
    }

    static let fields: ViewFields<LatestCallView> = [
        "at": { .text($0.at.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.at.machineText) },
        "reached": { .flag($0.reached) },
    ]
}

/// One line of 故障の記録.
struct FaultNotificationRecordView: ViewModel {
    let record: FaultNotification.Record
    let now: Moment
    let language: Language

    static let fields: ViewFields<FaultNotificationRecordView> = [
        "began": { .text($0.record.beganAt.dateAndTimeText(in: $0.language)) },
        "beganISO": { .text($0.record.beganAt.machineText) },
        "ended": { .text(ifAny: $0.record.endedAt?.dateAndTimeText(in: $0.language)) },
        "endedISO": { .text(ifAny: $0.record.endedAt?.machineText) },
        "isUnwatched": { .flag($0.record.ending == .unwatched) },
        "duration": { .text((($0.record.endedAt ?? $0.now) - $0.record.beganAt).text(in: $0.language)) },
        "forwarding": { .text($0.record.forwarding.text(in: $0.language)) },
        "mailed": { .text(ifAny: $0.record.mailedAt?.dateAndTimeText(in: $0.language)) },
        "mailedISO": { .text(ifAny: $0.record.mailedAt?.machineText) },
    ]
}
