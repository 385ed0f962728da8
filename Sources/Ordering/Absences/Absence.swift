package import Telephony

/// 不在時動作 of an extension (DEVUSER-2); 未設定 is its absence.
package enum Absence: Sendable, Hashable {
    /// 転送
    case forward(to: Target, Cases)
    /// シングルナンバーリーチ: these ring too, all of them for so many seconds.
    case reach([Target], seconds: Int)

    package enum Target: Sendable, Hashable {
        /// Of the same contract.
        case `extension`(ExtensionNumber)
        case number(PhoneNumber)
        /// Behind the contract's Office Link.
        case officeLink(OfficeLinkNumber)
    }

    /// In which cases calls are forwarded; one at least.
    package struct Cases: Sendable, Hashable {
        /// 無条件: the others do not matter then.
        package let isAlways: Bool
        /// 話中
        package let isBusy: Bool
        /// 無応答, after so many seconds; nil: not then.
        package let unansweredAfter: Int?
        /// 圏外
        package let isUnreachable: Bool

        package init(
            isAlways: Bool = false, isBusy: Bool = false, unansweredAfter: Int? = nil, isUnreachable: Bool = false
        ) {
            (self.isAlways, self.isBusy) = (isAlways, isBusy)
            (self.unansweredAfter, self.isUnreachable) = (unansweredAfter, isUnreachable)
        }
    }

    /// 呼出時間 in seconds.
    package static let seconds = 5...60
    /// 接続先 of シングルナンバーリーチ.
    package static let mostTargets = 2
}
