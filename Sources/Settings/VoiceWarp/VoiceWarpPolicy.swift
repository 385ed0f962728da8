package import Telephony

/// What an operator may set about Voice Warp.
package struct VoiceWarpPolicy: Sendable {
    /// NUM-3 to NUM-5.
    package var destinations = Destination.Policy()
    /// WARP-3: so many callers a number may list.
    package var selectLimit = 30

    package init() {}
}
