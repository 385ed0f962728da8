/// FAULT-7: when very many lines fail at once, the fault may be ours. While that is not known no line is declared faulty.
///
/// Pure: told the time in milliseconds, and what calls came to. Lines that are known to be faulty are left out everywhere: a
/// district that lies dead for days must not hide from the others that their own lines fail.
struct MassFailureGuard: Sendable {
    struct Policy: Sendable, Equatable {
        /// Per cent of the lines, more than which must fail.
        var share = 30
        /// Fewer lines than these never turn it on.
        var least = 10
        /// Whether there are lines of ours that can be asked.
        var hasReferences = false
    }

    enum State: String, Sendable, CaseIterable {
        /// Nothing is suspected.
        case off
        /// The reference lines are being asked: verdicts wait.
        case asking
        /// They answer: it is the lines that are dead, and verdicts stand.
        case dark
        /// They do not: verdicts are held.
        case held
    }

    /// What the operator has said.
    enum Override: String, Sendable, CaseIterable { case hold, release }

    /// What is told and written.
    enum Turn: Sendable, Equatable {
        case held
        /// A disaster, told once.
        case dark
        /// Faults are declared again, after they were held.
        case over
        /// The fault was ours, and over before it was told.
        case again

        /// What was counted meanwhile was no fault of the lines.
        var forgetsFailures: Bool { self == .over || self == .again }
    }

    /// From one question to the reference lines to the next.
    static let pace: Int64 = 10_000
    /// References that are silent for a shorter time may have been asked during a switch-over.
    static let patience: Int64 = 18_000
    /// In a disaster references flap as lines do. Verdicts wait while they are silent in any case, and what lines were found to be is
    /// not to be forgotten each time; the operator hears of a proxy that has died within a minute all the same.
    static let patienceInTheDark: Int64 = 44_000
    static let answersToTrust = 3
    static let silencesToHold = 2
    /// So long after it has begun, districts and counts say something.
    static let tellsDarkAfter: Int64 = 40_000
    /// A disaster of which one part goes dark after the other is one.
    static let rest: Int64 = 60_000
    static let tellsDarkOnceIn: Int64 = 3_600_000

    let policy: Policy
    private(set) var state: State
    var override: Override?
    private var recent = RecentCalls()
    private var references = ReferenceRounds()
    private var since: Int64 = 0
    private var suspectedAt: Int64?
    private var provenAt: Int64 = -1
    private var unwitnessedAt: Int64?
    private var darkToldAt: Int64?
    private var isDarkTold = false
    /// Whether very many lines have failed, and not only one that nobody could speak for.
    private var wereMany = false

    init(_ policy: Policy = Policy(), state: State = .off, override: Override? = nil) {
        // What was being asked when the program ended is asked anew.
        (self.policy, self.override) = (policy, override)
        self.state = state == .asking || state == .dark ? .off : state
    }

    /// Whether no fault is declared now.
    var holdsFaults: Bool {
        switch override {
        case .hold: true
        case .release: false
        case nil: state == .asking || state == .held || state == .dark && references.silences > 0
        }
    }

    /// Whether a fault may be declared that rests on failures in doubt: somebody has been reached since, or there is nobody else
    /// who could be.
    func isWitnessed(_ tally: LineTally, ofLines count: Int) -> Bool {
        count < policy.least || !tally.isSuspect || provenAt >= tally.witnessedFrom || override == .release
    }

    // MARK: What calls came to

    /// - Parameter isOfRound: calls out of turn go to lines of which the worst is known already, and would only repeat it.
    mutating func note(_ outcome: LineCallOutcome, isOfRound: Bool, at time: Int64) {
        if outcome.provesProxy { provenAt = time }
        guard isOfRound, let reached = outcome.reached else { return }
        recent.note(isInDoubt: !reached && !outcome.provesProxy, at: time)
    }

    /// A line has failed again, and nobody has answered meanwhile.
    mutating func noteUnwitnessed(at time: Int64) { unwitnessedAt = time }

    mutating func noteReference(_ outcome: LineCallOutcome, at time: Int64) {
        if outcome.provesProxy { provenAt = time }
        references.note(outcome, at: time)
    }

    /// Whether the reference lines are to be called now, so many of them.
    mutating func asks(_ count: Int, at time: Int64) -> Bool {
        guard policy.hasReferences, count > 0, state == .held || suspectedAt == time || state == .asking else {
            return false
        }
        return references.begin(count, at: time)
    }

    // MARK: Steps

    /// What has changed by what is known now.
    mutating func step(_ counts: LineCounts, at time: Int64) -> Turn? {
        let isSuspected = isSuspected(counts, at: time)
        if isSuspected { suspectedAt = time }
        defer { if override == .release, state == .off { override = nil } }
        switch state {
        case .off:
            if isSuspected { enter(.asking, at: time) }
            return nil
        case .asking: return stepAsking(isSuspected, at: time)
        case .dark: return stepDark(at: time)
        case .held: return stepHeld(isSuspected, at: time)
        }
    }

    private mutating func stepAsking(_ isSuspected: Bool, at time: Int64) -> Turn? {
        if isSilent(for: Self.patience, at: time) {
            enter(.held, at: time)
            return .held
        }
        let isOver = !isSuspected && suspectedAt.map { time - $0 > Self.pace } ?? true
        if references.answers > 0, !references.wereSilent, wereMany {
            isDarkTold = darkToldAt.map { time - $0 < Self.tellsDarkOnceIn } ?? false
            enter(.dark, at: time)
        } else if references.answers > 0 || isOver {
            let wasOurs = references.wereSilent || !policy.hasReferences && wereMany
            enter(.off, at: time)
            return wasOurs ? .again : nil
        }
        return nil
    }

    private mutating func stepDark(at time: Int64) -> Turn? {
        if isSilent(for: Self.patienceInTheDark, at: time) {
            enter(.held, at: time)
            return .held
        }
        // Verdicts wait while it is silent, and stand when it answers: one that flaps must not put them off for good.
        if references.answers > 0, references.wereSilent { references = ReferenceRounds() }
        let isOver = suspectedAt.map { time - $0 > Self.rest } ?? true
        guard !isDarkTold, isOver || time - since >= Self.tellsDarkAfter else {
            if isOver { enter(.off, at: time) }
            return nil
        }
        (isDarkTold, darkToldAt) = (true, time)
        return .dark
    }

    private mutating func stepHeld(_ isSuspected: Bool, at time: Int64) -> Turn? {
        let isOver =
            references.answers >= Self.answersToTrust
            || !isSuspected && suspectedAt.map { time - $0 > Self.pace } ?? true
        guard isOver else { return nil }
        // Calls that were placed before the end have failed after it: no reason to suspect anything anew.
        recent = RecentCalls()
        enter(.off, at: time)
        return .over
    }

    private mutating func enter(_ next: State, at time: Int64) {
        (state, since) = (next, time)
        if next == .asking || next == .off { (references, wereMany) = (ReferenceRounds(), false) }
    }

    /// Without reference lines it is the silence of all others that decides, and their answers.
    private func isSilent(for patience: Int64, at time: Int64) -> Bool {
        policy.hasReferences
            ? references.silences >= Self.silencesToHold && references.silentFor >= patience
            : state == .asking && time - (wereMany ? since : max(since, provenAt)) >= patience
    }

    /// Once suspected, it is no more at half of that: while calls come back line by line it must not flutter.
    private mutating func isSuspected(_ counts: LineCounts, at time: Int64) -> Bool {
        let part = state == .off ? 1 : 2
        let (total, doubtful) = recent.counts(at: time)
        if isMany(counts.suspects, of: counts.lines, part) || isMany(doubtful, of: total, part) {
            wereMany = true
            return true
        }
        guard let at = unwitnessedAt else { return false }
        if provenAt >= at { unwitnessedAt = nil }
        return provenAt < at && counts.lines >= policy.least
    }

    private func isMany(_ suspects: Int, of lines: Int, _ part: Int) -> Bool {
        suspects * part >= policy.least && suspects * 100 * part > policy.share * lines
    }
}
