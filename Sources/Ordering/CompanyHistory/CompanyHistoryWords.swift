import Telephony

extension CompanyHistory {
    /// What who did something is called.
    static func byHeading(in language: Language) -> String {
        switch language {
        case .japanese: "操作したアカウント"
        }
    }
}
