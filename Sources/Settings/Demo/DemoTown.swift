import Telephony

/// A town of lines that are not there, watched by the monitor's own steps in virtual time: nothing of what it shows is written down
/// anywhere, it follows from the calls. Pure.
struct DemoTown: Sendable {
    /// Watched lines of one exchange.
    struct District: Sendable {
        let place: Place
        let lines: Int
    }

    enum Place: String, Sendable, CaseIterable { case east, middle, west }

    static let districts = [
        District(place: .east, lines: 200), District(place: .middle, lines: 100), District(place: .west, lines: 100),
    ]
    static let references = ["0398765432", "0698765432"].compactMap { PhoneNumber($0) }
    /// So long it has been quiet when somebody first looks.
    private static let quiet: Int64 = 150_000

    /// What the person who looks has done, and what has come of it; in the order in which it happened.
    enum Happening: Sendable, Equatable {
        case cut(Place)
        case mended(Place)
        case proxyDead
        case proxyMended
        /// The guard has begun to ask the reference lines, takes the lines for dead, holds, or has stopped doing so.
        case guardTurned(MassFailureGuard.State)
        case firstFault
        case allFaults(Int)
        case firstRecovery
        case allRecovered
    }

    private(set) var simulation: MonitorSimulation
    /// What each line's contract has set, and whether its forwarding is on.
    private(set) var contracts: [Int: DemoTownContract] = [:]
    private(set) var happenings: [(what: Happening, at: Int64)] = []
    /// When the person who looks has last done something.
    private(set) var since: Int64?
    private(set) var dark: Set<Place> = []
    private(set) var isProxyDead = false
    /// So many verdicts have had their consequences.
    private var concluded = 0
    private var faults = 0

    init(seed: UInt64) {
        var policy = LineMonitorPolicy()
        policy.referenceNumbers = Self.references
        simulation = MonitorSimulation(policy, districts: Self.districts.map(\.lines), seed: seed)
        for contract in 1...Self.districts.reduce(0, { $0 + $1.lines }) { contracts[contract] = .init(contract) }
        simulation.run(until: Self.quiet)
    }

    var time: Int64 { simulation.time }
    var guardState: MassFailureGuard.State { simulation.watch.massFailure.state }

    /// The contracts of a district, as the simulation counts them.
    static func contracts(of place: Place) -> ClosedRange<Int> {
        var first = 1
        for district in districts {
            if district.place == place { return first...first + district.lines - 1 }
            first += district.lines
        }
        return first...first
    }

    // MARK: What a person does

    mutating func turn(_ place: Place, isDark: Bool) {
        guard dark.contains(place) != isDark else { return }
        for contract in Self.contracts(of: place) {
            simulation.world.dark[contract] = isDark ? time..<Int64.max : nil
        }
        if isDark { dark.insert(place) } else { dark.remove(place) }
        note(isDark ? .cut(place) : .mended(place))
        since = time
    }

    mutating func turnProxy(isDead: Bool) {
        guard isProxyDead != isDead else { return }
        isProxyDead = isDead
        simulation.world.silence = isDead ? time..<Int64.max : nil
        note(isDead ? .proxyDead : .proxyMended)
        since = time
    }

    // MARK: Time

    mutating func run(until end: Int64) {
        while time < end {
            let before = guardState
            simulation.run(until: time + CallTimes.slotLength)
            if guardState != before { note(.guardTurned(guardState)) }
            conclude()
        }
    }

    /// What follows from the verdicts: 一括転送自動開始 and 自動停止.
    private mutating func conclude() {
        guard concluded < simulation.verdicts.count else { return }
        while concluded < simulation.verdicts.count {
            let verdict = simulation.verdicts[concluded]
            concluded += 1
            contracts[verdict.contract]?.note(verdict.turn)
        }
        let before = faults
        faults = simulation.states.values.count { $0.condition == .faulty }
        if faults > before {
            noteOnce(.firstFault)
            let cut = dark.reduce(0) { $0 + Self.contracts(of: $1).count }
            if faults == cut { noteOnce(.allFaults(cut)) }
        } else if faults < before {
            noteOnce(.firstRecovery)
            if faults == 0 { noteOnce(.allRecovered) }
        }
    }

    /// Since somebody has last done something.
    private mutating func noteOnce(_ what: Happening) {
        if !happenings.contains(where: { $0.what == what && $0.at >= since ?? 0 }) { note(what) }
    }

    private mutating func note(_ what: Happening) { happenings.append((what, time)) }

    // MARK: What is known

    /// A line as the monitor knows it.
    enum Known: Sendable, CaseIterable {
        case normal
        /// Its last call has failed: it is being confirmed.
        case failing
        case faulty
        /// Faulty, and its calls ring elsewhere.
        case forwarded
    }

    func known(_ contract: Int) -> Known {
        if contracts[contract]?.isForwarding == true { return .forwarded }
        guard let state = simulation.states[contract] else { return .normal }
        if state.condition == .faulty { return .faulty }
        return state.failures > 0 ? .failing : .normal
    }
}

/// A contract of the town: most start forwarding by themselves, some have not set it, some have no destination.
struct DemoTownContract: Sendable {
    let startsForwarding: Bool
    let tally: BulkForwardingTally
    private(set) var isForwarding = false

    init(_ contract: Int) {
        startsForwarding = contract % 10 != 0
        tally = BulkForwardingTally(numbers: 5, destinations: contract % 25 == 7 ? 0 : 4, deadEnds: 0)
    }

    mutating func note(_ turn: LineState.Turn) {
        switch turn {
        case .fault: isForwarding = startsForwarding && BulkForwarding.canStart(tally)
        case .recovery: isForwarding = false
        case .held: break
        }
    }
}
