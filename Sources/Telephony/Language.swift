/// In what language people are spoken to.
enum Language: String, Sendable, CaseIterable {
    case japanese = "ja"
}
