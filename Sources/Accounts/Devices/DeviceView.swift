package import Mustache
package import Shell
package import Telephony

package struct DeviceListView: ViewModel {
    let own: [DeviceView]
    let users: [DeviceView]
    /// How many are not listed; none when it is not above 0.
    let moreUsers: Int
    let seesUsers: Bool

    /// One's own alone.
    package init(own: [DeviceView]) { self.init(own: own, users: [], moreUsers: 0, seesUsers: false) }

    init(own: [DeviceView], users: [DeviceView], moreUsers: Int, seesUsers: Bool) {
        (self.own, self.users, self.moreUsers, self.seesUsers) = (own, users, moreUsers, seesUsers)
    }

    package static let fields: ViewFields<DeviceListView> = [
        "own": { .list($0.own) },
        "hasOthers": { .flag($0.own.count > 1) },
        "users": { $0.seesUsers ? .object(DeviceUsersView(devices: $0.users, more: $0.moreUsers)) : .absent },
    ]
}

private struct DeviceUsersView: ViewModel {
    let devices: [DeviceView]
    let more: Int

    static let fields: ViewFields<DeviceUsersView> = [
        "isEmpty": { .flag($0.devices.isEmpty) },
        "table": { $0.devices.isEmpty ? .absent : .object($0) },
        "devices": { .list($0.devices) },
        "more": { .text(ifAny: $0.more > 0 ? $0.more.inGroups : nil) },
    ]
}

package struct DeviceView: ViewModel {
    let device: Devices.Device
    let handle: String
    let isThis: Bool
    let language: Language

    /// - Parameter this: the session that looks at it.
    package init(_ device: Devices.Device, this: SessionToken, _ key: ServerKey, in language: Language) {
        (self.device, self.language) = (device, language)
        (handle, isThis) = (device.handle(key), device.hash == this.hash)
    }

    package static let fields: ViewFields<DeviceView> = [
        "handle": { .text($0.handle) },
        "isThis": { .flag($0.isThis) },
        "number": { .text(PhoneNumber(clean: $0.device.account)?.display ?? $0.device.account) },
        "program": { .text(DeviceProgram($0.device.agent).words(in: $0.language)) },
        "client": { .text($0.device.client) },
        "signedInAt": { .text($0.device.signedInAt.dateAndTimeText(in: $0.language)) },
        "signedInISO": { .text($0.device.signedInAt.machineText) },
        "lastUsedAt": { .text($0.device.lastUsedAt.dateAndTimeText(in: $0.language)) },
        "lastUsedISO": { .text($0.device.lastUsedAt.machineText) },
        "isOnItsWay": { .flag(!$0.device.step.isLast) },
    ]
}

package struct DeviceEndView: ViewModel {
    let handle: String
    /// nil: all others of one's own.
    let device: DeviceView?
    let whose: CurrentPassword.Whose
    let problems: [Problem]

    package init(handle: String, device: DeviceView?, whose: CurrentPassword.Whose, problems: [Problem]) {
        (self.handle, self.device, self.whose, self.problems) = (handle, device, whose, problems)
    }

    package static let fields: ViewFields<DeviceEndView> = [
        "handle": { .text($0.handle) },
        "device": { .object(ifAny: $0.device) },
        "isAdministrators": { .flag($0.whose == .administrators) },
        "currentPassword": { .object(FieldView(CurrentPassword.field, "", $0.problems)) },
    ]
}
