/// Pieces of work in the order in which they are to be done: ranks share by weight, and within a rank each flow has one turn a
/// round, so that a newcomer waits for one piece of everybody at most (start-time fair queueing, Goyal, Vin and Cheng, 1996).
struct FairQueue<Piece> {
    /// Of one flow, in the first place, so many wait.
    static var mostOfFlow: Int { 30 }

    private struct Entry {
        /// The round in which it is done, and its place among those of the round.
        let round: Int
        let arrival: Int
        let turn: WorkTurn
        let piece: Piece

        func isBefore(_ other: Entry) -> Bool { (round, arrival) < (other.round, other.arrival) }
    }

    /// The pieces of one rank.
    private struct Rank {
        /// How far the rank goes ahead with each piece: the inverse of its share.
        let stride: Int
        /// Where it stands beside the others.
        var pass = 0
        /// The round that is being done.
        var round = 0
        /// The round of each flow's next piece, as far as it lies ahead.
        var next: [String: Int] = [:]
        var waiting: [String: Int] = [:]
        /// A heap, the first to be done at its root.
        var entries: [Entry] = []
    }

    private let capacity: Int
    /// Of `WorkTurn.Rank`, in its order.
    private var ranks = WorkTurn.strides.map { Rank(stride: $0) }
    private var pass = 0
    private var arrivals = 0
    /// Where those who have a name wait.
    private var names: [[UInt8]: Int] = [:]
    private(set) var count = 0

    init(capacity: Int) { self.capacity = capacity }

    // MARK: In and out

    /// Takes a piece in. In a full queue it takes the place of the latest piece of the flow of which most wait, which is
    /// returned.
    /// - Throws: `WorkLaneError.full` for a flow of which enough wait, and where nobody has more waiting.
    mutating func add(_ piece: Piece, _ turn: WorkTurn) throws -> Piece? {
        let flow = turn.flows.first ?? ""
        let waiting = ranks[turn.rank.rawValue].waiting[flow, default: 0]
        guard waiting < Self.mostOfFlow, turn.name.map({ names[$0] == nil }) ?? true else { throw WorkLaneError.full }
        let displaced = count < capacity ? nil : displace(forOneOf: waiting + 1, turn.rank)
        guard count < capacity else { throw WorkLaneError.full }
        insert(piece, turn, flow)
        return displaced
    }

    /// The piece whose turn it is.
    mutating func next() -> Piece? {
        var first: Int?
        for rank in ranks.indices where !ranks[rank].entries.isEmpty {
            if first.map({ ranks[rank].pass < ranks[$0].pass }) ?? true { first = rank }
        }
        guard let rank = first else { return nil }
        pass = ranks[rank].pass
        ranks[rank].pass += ranks[rank].stride
        let entry = remove(at: 0, rank)
        ranks[rank].round = entry.round
        if ranks[rank].entries.isEmpty {
            ranks[rank].next.removeAll(keepingCapacity: true)
        } else if ranks[rank].next.count > 2 * ranks[rank].entries.count + 1000 {
            let round = ranks[rank].round
            ranks[rank].next = ranks[rank].next.filter { $0.value > round }
        }
        return entry.piece
    }

    /// Takes out what waits under that name.
    mutating func withdraw(_ name: [UInt8]) -> Piece? {
        place(of: name).map { remove(at: $0.index, $0.rank).piece }
    }

    /// All that waits, in no order.
    mutating func removeAll() -> [Piece] {
        let all = ranks.flatMap { $0.entries.map(\.piece) }
        for rank in ranks.indices { ranks[rank] = Rank(stride: ranks[rank].stride, pass: pass) }
        names.removeAll()
        count = 0
        return all
    }

    // MARK: Waiting

    /// Where the piece stands that waits under the turn's name, nil where it has been taken out; where a newcomer's would, for a turn
    /// without a name.
    func standing(of turn: WorkTurn) -> WorkForecast.Standing? {
        let waiting = ranks.map(\.entries.count)
        guard let name = turn.name else {
            let (rank, round) = (turn.rank.rawValue, round(of: turn))
            return WorkForecast.Standing(
                rank: rank, before: ranks[rank].entries.count { $0.round <= round },
                isInLaterRound: round > ranks[rank].round, waiting: waiting)
        }
        guard let place = place(of: name) else { return nil }
        let own = ranks[place.rank].entries[place.index]
        return WorkForecast.Standing(
            rank: place.rank, before: ranks[place.rank].entries.count { $0.isBefore(own) },
            isInLaterRound: own.round > ranks[place.rank].round, waiting: waiting)
    }

    /// Whether such a piece would be of its rank's present round.
    func isInPresentRound(_ turn: WorkTurn) -> Bool { round(of: turn) <= ranks[turn.rank.rawValue].round }

    // MARK: Rounds

    private func round(of turn: WorkTurn) -> Int {
        let rank = ranks[turn.rank.rawValue]
        return turn.flows.reduce(rank.round) { max($0, rank.next[$1] ?? 0) }
    }

    private mutating func insert(_ piece: Piece, _ turn: WorkTurn, _ flow: String) {
        let rank = turn.rank.rawValue
        // Who comes after a pause has not saved up turns.
        if ranks[rank].entries.isEmpty { ranks[rank].pass = max(ranks[rank].pass, pass) }
        let round = round(of: turn)
        for each in turn.flows { ranks[rank].next[each] = round + 1 }
        ranks[rank].waiting[flow, default: 0] += 1
        arrivals += 1
        count += 1
        if let name = turn.name { names[name] = rank }
        ranks[rank].entries.append(Entry(round: round, arrival: arrivals, turn: turn, piece: piece))
        rise(ranks[rank].entries.count - 1, rank)
    }

    /// Makes room at the cost of the flow of which most wait, among those that do not go first.
    private mutating func displace(forOneOf waiting: Int, _ newcomer: WorkTurn.Rank) -> Piece? {
        for rank in ranks.indices.reversed() where rank >= newcomer.rawValue {
            guard let most = ranks[rank].waiting.max(by: { $0.value < $1.value }),
                rank > newcomer.rawValue || most.value > waiting
            else { continue }
            let latest = ranks[rank].entries.indices.filter {
                ranks[rank].entries[$0].turn.flows.first ?? "" == most.key
            }
            .max { ranks[rank].entries[$0].isBefore(ranks[rank].entries[$1]) }
            if let latest { return remove(at: latest, rank).piece }
        }
        return nil
    }

    private func place(of name: [UInt8]) -> (rank: Int, index: Int)? {
        guard let rank = names[name], let index = ranks[rank].entries.firstIndex(where: { $0.turn.name == name }) else {
            return nil
        }
        return (rank, index)
    }

    // MARK: The heap

    private mutating func remove(at index: Int, _ rank: Int) -> Entry {
        ranks[rank].entries.swapAt(index, ranks[rank].entries.count - 1)
        let entry = ranks[rank].entries.removeLast()
        if index < ranks[rank].entries.count {
            sink(index, rank)
            rise(index, rank)
        }
        let flow = entry.turn.flows.first ?? ""
        let left = ranks[rank].waiting[flow, default: 1] - 1
        ranks[rank].waiting[flow] = left > 0 ? left : nil
        if let name = entry.turn.name { names[name] = nil }
        count -= 1
        return entry
    }

    private mutating func rise(_ index: Int, _ rank: Int) {
        var index = index
        while index > 0 {
            let parent = (index - 1) / 2
            guard ranks[rank].entries[index].isBefore(ranks[rank].entries[parent]) else { return }
            ranks[rank].entries.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func sink(_ index: Int, _ rank: Int) {
        var index = index
        while true {
            var first = index
            for child in 2 * index + 1..<2 * index + 3 where child < ranks[rank].entries.count {
                if ranks[rank].entries[child].isBefore(ranks[rank].entries[first]) { first = child }
            }
            guard first != index else { return }
            ranks[rank].entries.swapAt(index, first)
            index = first
        }
    }
}
