/// What a number has chosen about one-time passwords (AUTH-9).
package enum OneTimePasswordStanding: Sendable {
    case notChosen, used, notUsed
}
