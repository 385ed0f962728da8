package import Shell

/// What stands between a right password and the dashboard (ACCT-3).
package enum EmployeeSteps {
    /// The code of a mail or of an app has not been entered yet.
    package static let enterSecondFactor = SignInStep("mustEnterSecondFactor", home: "/second-factor")
    /// There is no second factor yet.
    package static let chooseSecondFactor = SignInStep("mustChooseSecondFactor", home: "/second-factor/choice")
    package static let signedIn = SignInStep("signedIn", home: "/dashboard", isLast: true)

    package static let all = [enterSecondFactor, chooseSecondFactor, signedIn]
}
