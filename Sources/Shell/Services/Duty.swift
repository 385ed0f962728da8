import SQLite

/// What the site does by itself, again and again, whether anybody looks or not. One run is one step: it takes what is due by
/// `services.now()`, carries it out and comes back.
package struct Duty: Sendable {
    /// For the operator's log.
    package let name: StaticString
    /// From the end of one run to the beginning of the next.
    package let interval: Duration
    private let work: @Sendable (Services) async throws -> Void
    /// Whether its writes go on while the disk is full: what it writes is small, or makes room.
    private let isUrgent: Bool

    package init(
        _ name: StaticString, every interval: Duration, isUrgent: Bool = false,
        run: @escaping @Sendable (Services) async throws -> Void
    ) {
        self.name = name
        self.interval = interval
        self.isUrgent = isUrgent
        work = run
    }

    package func run(_ services: Services) async throws {
        guard isUrgent else { return try await work(services) }
        try await Urgency.urgently { try await work(services) }
    }
}
