import Telephony

/// Web設定変更サイト: what a company sets up of a contract that it has (SET). The rules that need nothing stored.
package enum ExtensionSettings {
    /// 初期設定, gone through once in this order (SET-2). The raw value is how many steps are done with it.
    package enum Step: Int, Sendable, CaseIterable {
        case extensions = 1
        case groups, incoming, outgoing

        /// Where it is set, then and later.
        package var page: SettingsPath {
            switch self {
            case .extensions: .extensions
            case .groups: .groups
            case .incoming: .incoming
            case .outgoing: .outgoing
            }
        }

        /// Whether there is something to set on it; the first only shows what there is.
        var isSkippable: Bool { self != .extensions }
    }

    /// How far 初期設定 of a contract has come.
    package struct SetUp: Sendable, Equatable {
        package let done: Int

        package init(done: Int) { self.done = done }

        /// Until then no user IDs and passwords are shown.
        package var isFinished: Bool { done >= Step.allCases.count }

        /// The next one; nil at the end.
        package var present: Step? { Step(rawValue: done + 1) }

        /// Steps come one after the other, and are looked at again.
        package func mayOpen(_ step: Step) -> Bool { step.rawValue <= done + 1 }

        /// After 次へ on a step that could be opened; one that was gone through before changes nothing.
        package func after(_ step: Step) -> SetUp { SetUp(done: max(done, step.rawValue)) }
    }
}

extension ExtensionSettings {
    /// So long the present password holds for a session once it was entered (SET-5).
    static let proofLifetime: Duration = .minutes(10)

    package static let limits: [String: Int] = [
        "extensionName": ExtensionName.longest, "proofMinutes": proofLifetime.inMinutes,
    ]
}
