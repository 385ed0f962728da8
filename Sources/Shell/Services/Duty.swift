/// What the site does by itself, again and again, whether anybody looks or not. One run is one step: it takes what is due by
/// `services.now()`, carries it out and comes back.
package struct Duty: Sendable {
    /// For the operator's log.
    package let name: StaticString
    /// From the end of one run to the beginning of the next.
    package let interval: Duration
    package let run: @Sendable (Services) async throws -> Void

    package init(
        _ name: StaticString, every interval: Duration, run: @escaping @Sendable (Services) async throws -> Void
    ) {
        self.name = name
        self.interval = interval
        self.run = run
    }
}
