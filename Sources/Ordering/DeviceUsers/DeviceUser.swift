package import Exchange
import Telephony

/// Who has signed in for a device.
package struct DeviceUser: Sendable {
    package let code: ContractCode
    package let number: ExtensionNumber
    package let plan: NumberPlan
    package let company: Int
    package let name: ExtensionName
    /// The password was given out and must be changed first.
    package let mustChange: Bool
    let begunAt: Moment
    let usedAt: Moment

    package var loginID: LoginID { LoginID(number, of: code) }
}

/// How the sign-in of an extension stands, as administrators see it (SET-6).
struct DeviceUserStatus: Sendable {
    let line: Extension
    let name: ExtensionName
    let standing: DeviceUsers.Standing
    let signedInAt: Moment?
}
