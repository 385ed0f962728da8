/// Patterns for `LIKE ?1 ESCAPE '!'`.
public enum LikePattern {
    /// Of all that has these words in it, whatever signs they hold.
    public static func containing(_ words: String) -> String {
        var pattern = "%"
        for character in words {
            if "!%_".contains(character) { pattern.append("!") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
