/// What the guard goes by.
struct LineCounts: Sendable, Equatable {
    /// Lines that fail without being known as faulty.
    var suspects = 0
    /// All that are not known to be faulty.
    var lines = 0
}
