/// The passwords that sign a telephone number in: how they stand, and what a wrong entry comes to.
package enum Credentials {
    /// As templates name them: `{{limits.passwordMisses}}`.
    package static let limits: [String: Int] = [
        "passwordMisses": CredentialKind.regular.allowedMisses,
        "temporaryPasswordMisses": CredentialKind.temporary.allowedMisses,
        "temporaryPasswordHours": CredentialKind.temporaryHours,
        "temporaryPasswordDigits": TemporaryPassword.length,
    ]
}

/// What happens to passwords without their owner having chosen a new one (AUTH-12).
enum CredentialHappening: Sendable, Equatable {
    /// The last allowed miss has voided them.
    case spent([CredentialKind])
    /// A sign-in with the temporary password has voided the regular one (IVR-6).
    case usedTemporary
    /// The operator has let them serve again.
    case unlocked([CredentialKind])
}
