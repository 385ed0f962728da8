import Synchronization

/// What was read last about each tenant, for facts that raise their tenant's revision whenever they change: as long as that is the
/// same, reading them again would give the same. Pages that everybody opens, and the banner on all of them, then ask the database
/// for nothing but who is there.
package final class RevisionFacts<Value: Sendable>: Sendable {
    private struct Known {
        let revision: Int
        let value: Value
    }

    /// Beyond so many tenants all are forgotten and read anew.
    private let capacity: Int
    private let known = Mutex<[Int: Known]>([:])

    package init(capacity: Int = 16_384) { self.capacity = capacity }

    /// - Parameter read: runs after the visitor's revision was read, never before: what it finds is as new as that or newer.
    package func value(for visitor: some Visitor, read: () throws -> Value) rethrows -> Value {
        let (tenant, revision) = (visitor.tenant, visitor.revision)
        if let known = known.withLock({ $0[tenant] }), known.revision == revision { return known.value }
        let value = try read()
        known.withLock { known in
            if known[tenant] == nil, known.count >= capacity { known = [:] }
            known[tenant] = Known(revision: revision, value: value)
        }
        return value
    }
}
