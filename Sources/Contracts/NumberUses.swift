package import SQLite
package import Telephony

/// What the features hold about a number, as far as the rules of contracts ask for it. The features stand above the
/// contracts, so the program hands this down.
package struct NumberUses: Sendable {
    /// Where the calls to a number of a contract are to be forwarded; nil for nowhere.
    package let destination: @Sendable (PhoneNumber, _ contract: Int, Connection) throws -> PhoneNumber?
    /// The first number of the contract that forwards to this one.
    package let source: @Sendable (PhoneNumber, _ contract: Int, Connection) throws -> PhoneNumber?
    /// Whether the calls to the contract are being forwarded.
    package let isForwarding: @Sendable (_ contract: Int, Connection) throws -> Bool

    package init(
        destination: @escaping @Sendable (PhoneNumber, _ contract: Int, Connection) throws -> PhoneNumber?,
        source: @escaping @Sendable (PhoneNumber, _ contract: Int, Connection) throws -> PhoneNumber?,
        isForwarding: @escaping @Sendable (_ contract: Int, Connection) throws -> Bool
    ) {
        self.destination = destination
        self.source = source
        self.isForwarding = isForwarding
    }
}

extension NumberUses {
    /// Where no feature is there.
    package static let none = NumberUses(
        destination: { _, _, _ in nil }, source: { _, _, _ in nil }, isForwarding: { _, _ in false })
}
