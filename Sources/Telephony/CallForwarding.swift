/// What holds for calls that are sent on, whichever product sends them.
package enum CallForwarding {
    /// FWD-7: how often one call may have been sent on.
    package static let most = 5
}
