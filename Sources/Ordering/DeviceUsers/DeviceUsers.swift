import Telephony

/// Who uses the device of an extension: a sign-in of their own, beside the portal (DEVUSER-1). The rules that need nothing stored.
package enum DeviceUsers {
    /// Wrong passwords in a row; then an administrator has to open the sign-in again (SET-6).
    package static let allowedMisses = 10
    /// Of a password that is given out on paper or by word.
    static let temporaryLength = 12

    package enum Standing: Sendable, Equatable {
        /// 未設定: no password has been given out.
        case unset
        /// 有効
        case active
        /// ロック
        case locked
    }

    package static let limits: [String: Int] = ["deviceUserMisses": allowedMisses]
}
