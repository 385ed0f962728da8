internal import Transport

/// A message that came in and had to be dropped, because something in it that is needed could not be read.
public struct SIPUnreadable: Error, Sendable, Hashable {
    /// What could not be read.
    public let reason: SIPSyntaxError
    /// The branch of ours that stands in it: whose call it was about. Nobody else can know it.
    let branch: String?

    init(_ reason: SIPSyntaxError, branch: String) {
        self.reason = reason
        self.branch = branch
    }

    init(_ reason: SIPSyntaxError, in bytes: [UInt8]) {
        self.reason = reason
        branch = bytes.withUnsafeBytes { CallNames.branch(in: $0) }
    }
}
