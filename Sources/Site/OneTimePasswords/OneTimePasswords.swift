/// ワンタイムパスワード: the rules that need nothing stored.
public enum OneTimePasswords {
    /// What a number has chosen (AUTH-9).
    enum Standing: Sendable {
        case notChosen, used, notUsed
    }
}
