/// How long work will have to wait: from what is before it, how long pieces take of late, how many are done at a time, and what
/// is still to come that goes first (AUTH-16).
struct WorkForecast {
    /// Who comes is reckoned to go on coming for so long: whether a rush goes on, nobody knows.
    private static let horizon = 25.0
    /// Each piece counts so much: eight of them, a second's worth, have told all.
    private static let weight = 1.0 / 8

    /// Where a piece stands.
    struct Standing {
        let rank: Int
        /// Of its own rank, so many are done before it.
        let before: Int
        /// Whether newcomers of its rank go before it, since it is not in the present round.
        let isInLaterRound: Bool
        /// How many wait in each rank.
        let waiting: [Int]
    }

    private let width: Int
    /// In seconds, how long a piece took of late.
    private var usual: Double
    var arrivals = RecentArrivals()

    /// - Parameters:
    ///   - width: how many pieces are done at a time.
    ///   - usual: how long a piece takes, until that has been seen.
    init(width: Int, usual: Duration) {
        self.width = width
        self.usual = usual / .seconds(1)
    }

    /// Work that nobody waits for may be of another kind, and is not looked at.
    mutating func saw(_ rank: WorkTurn.Rank, take duration: Duration) {
        guard rank != .background else { return }
        usual += (duration / .seconds(1) - usual) * Self.weight
    }

    /// A piece has been done to see how long it takes.
    mutating func measured(_ duration: Duration) { usual = duration / .seconds(1) }

    /// How long it takes until a piece is done that has just been begun.
    var waitOfBegun: Duration { .milliseconds(Int(usual * 1000)) }

    /// How long it takes until the piece is done.
    /// - Parameter busy: how many are under way.
    func wait(_ standing: Standing, busy: Int, at now: Duration) -> Duration {
        let rates = rates(standing, at: now)
        var wait = time(standing, rates, until: 0, busy)
        // The longer it waits, the more go before it, but each rank its share at most: it comes to a rest.
        for _ in 1...50 {
            let longer = time(standing, rates, until: wait, busy)
            guard longer - wait > usual / 2 else { break }
            wait = longer
        }
        return .milliseconds(Int(wait * 1000))
    }

    /// How many a second come and go before it, by ranks.
    private func rates(_ standing: Standing, at now: Duration) -> [Double] {
        standing.waiting.indices.map { rank in
            guard rank == standing.rank else { return arrivals.perSecond(rank, at: now) }
            return standing.isInLaterRound ? arrivals.perSecondInPresentRound(rank, at: now) : 0
        }
    }

    /// The same, if whoever comes until then is counted.
    private func time(_ standing: Standing, _ rates: [Double], until end: Double, _ busy: Int) -> Double {
        let coming = min(end, Self.horizon)
        let own = Double(standing.before) + rates[standing.rank] * coming
        let first = standing.waiting.indices.reduce(own) { sum, rank in
            guard rank != standing.rank else { return sum }
            let share = (own + 1) * Double(WorkTurn.strides[standing.rank]) / Double(WorkTurn.strides[rank])
            return sum + min(Double(standing.waiting[rank]) + rates[rank] * coming, share)
        }
        // A thread that is free begins at once; of those at work one comes free after half an interval, on the average.
        let begins = busy < width && first < 1 ? 0 : (first + 0.5) * usual / Double(width)
        return begins + usual
    }
}
