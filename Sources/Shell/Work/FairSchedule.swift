/// A fair queue, and how long one waits in it. Pure: the time is given.
struct FairSchedule<Piece> {
    var queue: FairQueue<Piece>
    var forecast: WorkForecast

    init(width: Int, capacity: Int, usual: Duration) {
        queue = FairQueue(capacity: capacity)
        forecast = WorkForecast(width: width, usual: usual)
    }

    /// See `FairQueue.add`.
    mutating func add(_ piece: Piece, _ turn: WorkTurn, at now: Duration) throws -> Piece? {
        if queue.count == 0 { forecast.arrivals.begin(at: now) }
        let inPresentRound = queue.isInPresentRound(turn)
        let displaced = try queue.add(piece, turn)
        forecast.arrivals.note(turn.rank, inPresentRound: inPresentRound, at: now)
        return displaced
    }

    /// How long it takes until the piece under the turn's name is done; until a newcomer's is, for a turn without a name.
    /// - Parameter busy: how many pieces are under way.
    func wait(of turn: WorkTurn, busy: Int, at now: Duration) -> Duration {
        guard let standing = queue.standing(of: turn) else { return forecast.waitOfBegun }
        return forecast.wait(standing, busy: busy, at: now)
    }
}
