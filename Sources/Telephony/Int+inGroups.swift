extension Int {
    /// 7000 → 「7,000」
    package var inGroups: String {
        guard self >= 1000 else { return "\(self)" }
        return (self / 1000).inGroups + "," + String(self % 1000 + 1000).dropFirst()
    }
}
