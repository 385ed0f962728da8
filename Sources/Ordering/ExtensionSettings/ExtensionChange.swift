import SQLite

/// What one step has set at many extensions of a contract, so that it can be undone in one step (SET-8).
package enum ExtensionChange {
    /// The raw value is what is stored.
    package enum Kind: String, Sendable, StorableValue {
        case names, outgoingNumbers
    }

    /// One extension of a change. Values are text; nil: nothing was set.
    package struct Line: Sendable, Equatable {
        package let number: ExtensionNumber
        package let before: String?
        package let after: String?

        package init(number: ExtensionNumber, before: String?, after: String?) {
            (self.number, self.before, self.after) = (number, before, after)
        }
    }

    /// So many of a kind can be undone.
    package static let kept = 20
}
