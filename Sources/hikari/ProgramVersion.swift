/// Which release this is: the day of its part of CHANGELOG.md.
enum ProgramVersion {
    static let text = "2026-11-21"
}
