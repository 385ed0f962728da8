package import Telephony

/// An extension with what is set for it.
package struct SetExtension: Sendable, Equatable {
    package let line: Extension
    package let name: ExtensionName
    /// When its password was made; nil: it has none yet.
    package let secretAt: Moment?

    package var number: ExtensionNumber { line.number }
}
