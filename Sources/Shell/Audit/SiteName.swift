/// Whose trail a line of the audit trail belongs to: each site of the house has its own.
package struct SiteName: RawRepresentable, Sendable, Equatable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    /// The site of those who sign in with a telephone number: whatever was written before there was another is its own.
    package static let settings = SiteName(rawValue: "settings")
}
