package import Exchange
import SQLite
package import Telephony

/// A number of an order on its way from another carrier (PORT-3).
package struct PortedNumber: Sendable, Equatable {
    /// The raw value is what is stored.
    package enum State: String, Sendable, CaseIterable, StorableValue {
        /// 受付
        case accepted
        /// 移転元確認中
        case confirming
        /// 工事日確定
        case dated
        /// 切替中
        case switching
        /// 完了
        case done
        /// 不可
        case refused
        /// 取消
        case cancelled

        init(_ step: PortStep) {
            switch step {
            case .confirming: self = .confirming
            case .dated: self = .dated
            case .switching: self = .switching
            case .done: self = .done
            case .refused: self = .refused
            case .cancelled: self = .cancelled
            }
        }
    }

    package let line: PortLine
    /// 残置番号 有り
    package let leavesOthers: Bool
    package let state: State
    /// Of 不可, and of what was given up after it.
    package let refusal: PortRefusal?
    /// When it is cut over.
    package let datedAt: Moment?
}
