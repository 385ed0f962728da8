/// What an operator may set about signing in, with the defaults of the rules; each part stands beside its rule.
package struct AccountPolicy: Sendable {
    /// AUTH-8.
    package var passwordAge = PasswordAge()
    /// AUTH-11.
    package var signInAttemptsPerMinute = SignInThrottle.usualAttemptsPerMinute
    /// IVR-1.
    package var accessNumbers = TelephoneMenu.AccessNumbers()

    package init() {}
}
