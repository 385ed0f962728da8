@testable import Accounts
@testable import Shell
import TestPrograms

/// A rush of sign-ins in a time of its own: people come, take their places, are told a time, come back when their page does,
/// and threads work through them. Nothing here waits, so no load of the machine changes what comes out.
struct SignInRush {
    struct Person {
        let turn: WorkTurn
        let comesAt: Duration
        /// In seconds, what the page said first; nil for who was answered at once.
        var told: Int?
        /// Of each tenth, when the page comes back next.
        var refreshesAt: Duration?
        var doneAt: Duration?
        /// Of each tenth, when the page has said so.
        var knowsAt: Duration?

        /// In seconds.
        var waited: Double { doneAt.map { ($0 - comesAt) / .seconds(1) } ?? .infinity }
        /// How wrong the page was: 0.1 is a tenth.
        var error: Double { abs(Double(told ?? 0) / waited - 1) }
        var errorAsSeen: Double? { knowsAt.map { abs(Double(told ?? 0) / (($0 - comesAt) / .seconds(1)) - 1) } }
    }

    /// What else the machine has to do: how much longer a hash takes then.
    var slowness: @Sendable (Duration) -> Double = { _ in 1 }
    private(set) var people: [Person]
    private var schedule: FairSchedule<Int>
    private var threads: [(piece: Int, startedAt: Duration, endsAt: Duration)?]
    private var dice: Dice
    private static let hash = Duration.milliseconds(150)

    /// - Parameters:
    ///   - usual: what the site thinks that a hash takes when the rush begins.
    ///   - width: how many threads there are.
    init(_ people: [Person], usual: Duration, width: Int, dice: Dice) {
        self.people = people.sorted { $0.comesAt < $1.comesAt }
        self.dice = dice
        schedule = FairSchedule(width: width, capacity: 10_000, usual: usual)
        threads = Array(repeating: nil, count: width)
    }

    mutating func run() throws {
        var (coming, now) = (people.indices.makeIterator(), Duration.zero)
        var next = coming.next()
        while true {
            let arrival = next.map { people[$0].comesAt }
            let ending = threads.compactMap { $0?.endsAt }.min()
            guard let moment = [arrival, ending].compactMap({ $0 }).min() else {
                return refresh(until: now + .seconds(60))
            }
            refresh(until: moment)
            now = moment
            if now == ending {
                end(at: now)
            } else if let person = next {
                try arrive(person, at: now)
                next = coming.next()
            }
            begin(at: now)
        }
    }

    private var busy: Int { threads.count { $0 != nil } }

    private mutating func arrive(_ person: Int, at now: Duration) throws {
        let turn = people[person].turn
        let mustWait = schedule.wait(of: turn, busy: busy, at: now) > SignInWaitingPage.patience
        let displaced = try schedule.add(person, named(person), at: now)
        precondition(displaced == nil)
        guard mustWait else { return }
        let wait = wait(of: person, at: now)
        people[person].told = wait.seconds
        if person % 10 == 0 { people[person].refreshesAt = now + .seconds(wait.rest) }
    }

    private func named(_ person: Int) -> WorkTurn {
        people[person].turn.named([UInt8(person >> 8), UInt8(person & 255)])
    }

    private func wait(of person: Int, at now: Duration) -> SignInWait {
        SignInWait(schedule.wait(of: named(person), busy: busy, at: now))
    }

    private mutating func begin(at now: Duration) {
        for thread in threads.indices where threads[thread] == nil {
            guard let person = schedule.queue.next() else { return }
            let takes = Self.hash * (slowness(now) * Double(85 + dice.below(31)) / 100)
            threads[thread] = (person, now, now + takes)
        }
    }

    private mutating func end(at now: Duration) {
        for thread in threads.indices {
            guard let work = threads[thread], work.endsAt == now else { continue }
            schedule.forecast.saw(people[work.piece].turn.rank, take: now - work.startedAt)
            people[work.piece].doneAt = now
            threads[thread] = nil
        }
    }

    /// The pages that come back until then.
    private mutating func refresh(until moment: Duration) {
        for person in stride(from: 0, to: people.count, by: 10) {
            while let at = people[person].refreshesAt, at <= moment {
                guard people[person].doneAt == nil else {
                    (people[person].knowsAt, people[person].refreshesAt) = (at, nil)
                    break
                }
                people[person].refreshesAt = at + .seconds(wait(of: person, at: at).rest)
            }
        }
    }
}
