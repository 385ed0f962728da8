package import Crypto

/// Queues for what would hold up pages: each bounded, each on threads of its own.
package struct Work: Sendable {
    /// Password hashes only, so that neither imports nor pages wait behind them.
    package let hashing: any WorkLane
    /// What each hash costs.
    package let hashingCost: Scrypt
    /// Reading uploads, making downloads.
    package let files: any WorkLane

    package init(hashing: any WorkLane, cost: Scrypt, files: any WorkLane) {
        self.hashing = hashing
        hashingCost = cost
        self.files = files
    }
}
