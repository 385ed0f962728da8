import Shell
package import Telephony

extension OrderingSite {
    /// Neutral; what it is called is the operator's to say (A25).
    package static func usualName(in language: Language) -> String {
        switch language {
        case .japanese: "ビジネスポータル"
        }
    }
}
