/// In what language people are spoken to.
package enum Language: String, Sendable, CaseIterable {
    case japanese = "ja"
}
