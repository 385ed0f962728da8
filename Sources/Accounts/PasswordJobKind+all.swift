extension PasswordJobKind {
    /// Those of the features on this floor.
    package static let all = [PasswordImport.jobKind, AuthenticationUnitJob.kind, OneTimePasswordBulk.jobKind]
}
