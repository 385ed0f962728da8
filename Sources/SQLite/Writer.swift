internal import Threads

/// The one thread that writes: it takes what is queued, runs it, commits once, and only then tells those who wait.
///
/// Invariant: `connection` and `reserve` are touched by `init`'s caller before `start()`, and by the writer's thread alone afterwards.
final class Writer: @unchecked Sendable {
    private let queue: WriteQueue
    private let reserve: Reserve?
    private let watch: @Sendable (WritingEvent) -> Void
    private var connection: Connection?
    private let confinement = ThreadConfinement()
    /// `changedRows` of the connection when it was last told of.
    private var toldChanges: Int64 = 0
    /// Set by `start()`, taken by `waitUntilEnded()`, and no business of the thread itself.
    private var thread: NamedThread?

    /// A writer on `connection`, which it owns from now on.
    init(
        connection: Connection, queue: WriteQueue, reserve: Reserve? = nil,
        watch: @escaping @Sendable (WritingEvent) -> Void = { _ in }
    ) {
        self.connection = connection
        self.queue = queue
        self.reserve = reserve
        self.watch = watch
    }

    /// Spawns the thread. It lives until the queue is closed and empty.
    func start() throws {
        if let connection, let reserve {
            reserve.begin(connection)
            if reserve.isGivenUp { watch(.diskIsFull) }
        }
        thread = try NamedThread(name: "database writer") { [self] in work() }
    }

    /// Blocks until the thread has written all that was queued and has closed its connection. Once only.
    func waitUntilEnded() {
        thread?.join()
        thread = nil
    }

    private func work() {
        confinement.begin()
        if let connection {
            while let writes = queue.takeAll() { admit(writes, on: connection) }
        }
        connection = nil
    }

    /// While the disk is full what is left is for urgent writes.
    private func admit(_ writes: [PendingWrite], on connection: Connection) {
        guard let reserve, reserve.isGivenUp else { return commit(writes, on: connection) }
        if reserve.takeBack(connection) {
            watch(.diskHasRoom)
            return commit(writes, on: connection)
        }
        for write in writes where !write.isUrgent { write.fail(DatabaseError.full) }
        let urgent = writes.filter(\.isUrgent)
        if !urgent.isEmpty { commit(urgent, on: connection) }
    }

    /// True when the disk was found full just now and the reserve is given up for it: the group is to be begun again.
    private func makesRoom(for error: any Error, on connection: Connection) -> Bool {
        guard error.isDiskFull, let reserve, !reserve.isGivenUp else { return false }
        if connection.isInTransaction { _ = try? connection.run("ROLLBACK") }
        reserve.giveUp(connection)
        watch(.diskIsFull)
        return true
    }

    /// One group: BEGIN, the writes, COMMIT, the acknowledgements.
    ///
    /// In savepoints each write could undo its own changes, but SQLite copies every page that a savepoint touches. A write
    /// that fails after it has changed something is rare: only a group that has one is run again, in savepoints.
    private func commit(_ writes: [PendingWrite], on connection: Connection) {
        confinement.assertHere()
        guard begin(writes, on: connection) else { return }
        if let outcomes = perform(writes, on: connection) { return finish(outcomes, of: writes, on: connection) }
        if connection.isInTransaction { _ = try? connection.run("ROLLBACK") }
        guard begin(writes, on: connection) else { return }
        commitInSavepoints(writes, on: connection)
    }

    private func begin(_ writes: [PendingWrite], on connection: Connection) -> Bool {
        do {
            try connection.run("BEGIN IMMEDIATE")
            return true
        } catch {
            if makesRoom(for: error, on: connection) {
                admit(writes, on: connection)
            } else {
                if error.isBrokenStorage { watch(.failed(error)) }
                for write in writes { write.fail(error.toldToWriters) }
            }
            return false
        }
    }

    /// Nil as soon as a write has failed whose changes would have to be undone alone.
    private func perform(_ writes: [PendingWrite], on connection: Connection) -> [Outcome]? {
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(writes.count)
        for write in writes {
            let before = connection.startedChanges
            do {
                outcomes.append(.success(try write.perform(connection)))
            } catch {
                guard connection.startedChanges == before, connection.isInTransaction else { return nil }
                outcomes.append(.failure(error))
            }
        }
        return outcomes
    }

    private func commitInSavepoints(_ writes: [PendingWrite], on connection: Connection) {
        var outcomes: [Outcome] = []
        for write in writes {
            let outcome = performInSavepoint(write, on: connection)
            if let error = outcome.failure, makesRoom(for: error, on: connection) {
                return admit(writes, on: connection)
            }
            guard connection.isInTransaction else {
                return startOver(writes, without: outcomes.count, that: outcome, on: connection)
            }
            outcomes.append(outcome)
        }
        finish(outcomes, of: writes, on: connection)
    }

    /// One write has made SQLite give the whole transaction up (a full disk does that). It has failed; the others did no
    /// wrong and start over, each in a transaction of its own.
    private func startOver(
        _ writes: [PendingWrite], without culprit: Int, that outcome: Outcome, on connection: Connection
    ) {
        let error = outcome.failure ?? DatabaseError.closed
        if error.isBrokenStorage { watch(.failed(error)) }
        writes[culprit].fail(error.toldToWriters)
        for (index, write) in writes.enumerated() where index != culprit { commit([write], on: connection) }
    }

    private func performInSavepoint(_ write: PendingWrite, on connection: Connection) -> Outcome {
        do {
            try connection.run("SAVEPOINT one_write")
            let acknowledge = try write.perform(connection)
            try connection.run("RELEASE one_write")
            return .success(acknowledge)
        } catch {
            if connection.isInTransaction {
                _ = try? connection.run("ROLLBACK TO one_write")
                _ = try? connection.run("RELEASE one_write")
            }
            return .failure(error)
        }
    }

    private func finish(_ outcomes: [Outcome], of writes: [PendingWrite], on connection: Connection) {
        do {
            try connection.run("COMMIT")
        } catch {
            if makesRoom(for: error, on: connection) { return admit(writes, on: connection) }
            if connection.isInTransaction { _ = try? connection.run("ROLLBACK") }
            if error.isBrokenStorage { watch(.failed(error)) }
            for (write, outcome) in zip(writes, outcomes) { write.fail((outcome.failure ?? error).toldToWriters) }
            return
        }
        tell(outcomes, on: connection)
        for (write, outcome) in zip(writes, outcomes) {
            switch outcome {
            case .success(let acknowledge): acknowledge()
            case .failure(let error): write.fail(error.toldToWriters)
            }
        }
    }

    /// A group that has changed nothing says nothing of the disk.
    private func tell(_ outcomes: [Outcome], on connection: Connection) {
        if let error = outcomes.lazy.compactMap(\.failure).first(where: \.isBrokenStorage) {
            watch(.failed(error))
        } else if connection.changedRows != toldChanges {
            watch(.saved)
        }
        toldChanges = connection.changedRows
    }
}

/// How a write went inside the transaction; on success, how to acknowledge it after the commit.
private typealias Outcome = Result<@Sendable () -> Void, any Error>

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

extension Error {
    fileprivate var isDiskFull: Bool { (self as? SQLiteError)?.isDiskFull == true }
    fileprivate var isBrokenStorage: Bool { (self as? SQLiteError)?.isBrokenStorage == true }

    /// What is no fault of a write's own, in words that do not name the statement that met it.
    fileprivate var toldToWriters: any Error {
        guard let error = self as? SQLiteError else { return self }
        if error.isDiskFull { return DatabaseError.full }
        return error.isBusy ? DatabaseError.busy : error as any Error
    }
}
