/// Which writes go on while the disk is full: what people need on a day when much else is broken. Said once, around all that a
/// request or a duty does, because the writes themselves stand many calls below.
public enum Urgency {
    @TaskLocal static var isUrgent = false

    /// Runs `body`; every write in it may take what room is left for urgent things.
    @inlinable
    public static func urgently<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async rethrows -> Value {
        try await with(true, isolation: isolation, body)
    }

    @usableFromInline
    static func with<Value>(
        _ isUrgent: Bool, isolation: isolated (any Actor)?, _ body: () async throws -> Value
    ) async rethrows -> Value {
        try await $isUrgent.withValue(isUrgent, operation: body, isolation: isolation)
    }
}
