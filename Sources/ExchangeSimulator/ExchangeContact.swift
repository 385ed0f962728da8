package import Telephony

/// Where a device that has registered is reached, as it is kept over a new start (EXCH-7).
package struct ExchangeContact: Sendable, Hashable {
    /// User ID.
    package let user: String
    package let uri: String
    package let callID: String
    package let sequence: Int
    package let until: Moment
    /// q in thousandths, where the device has said one.
    package let preference: Int?
    /// What it calls itself (`+sip.instance`), as a number; 0: nothing.
    package let device: Int
    /// Where the registration has come from.
    package let address: String
    package let port: Int
    package let isStream: Bool

    package init(
        user: String, uri: String, callID: String, sequence: Int, until: Moment, preference: Int? = nil,
        device: Int = 0,
        address: String, port: Int, isStream: Bool
    ) {
        (self.user, self.uri, self.callID, self.sequence, self.until) = (user, uri, callID, sequence, until)
        (self.preference, self.device) = (preference, device)
        (self.address, self.port, self.isStream) = (address, port, isStream)
    }
}
