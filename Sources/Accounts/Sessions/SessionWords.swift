import Shell
import Telephony

extension SignInStep {
    /// What signing in and out is found under in 操作履歴.
    static func eventGroup(in language: Language) -> String {
        switch language {
        case .japanese: "ログイン・ログアウト"
        }
    }
}
