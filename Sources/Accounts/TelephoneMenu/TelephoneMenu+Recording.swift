import Telephony

extension TelephoneMenu {
    /// One piece of guidance as it is recorded: the words of a prompt without the number, which is said digit by digit before
    /// them. The raw values are the names of the sound files, and of the prompts in the JSON interface.
    package enum Recording: String, Sendable, CaseIterable {
        case chooseUnit = "choose-unit"
        case enterNumber = "enter-number"
        case enterNumberOfUser = "enter-number-of-user"
        /// Behind the contract number, for the whole line.
        case enterPasswordOfLine = "enter-password-of-line"
        /// Behind a number.
        case enterPassword = "enter-password"
        case enterAgain = "enter-again"
        /// Behind the contract number, for the whole line.
        case completedForLine = "completed-for-line"
        /// Behind a number.
        case completed = "completed"
        case wrongEntry = "wrong-entry"
        case tooManyWrongEntries = "too-many-wrong-entries"
        case withheld = "withheld"
        case notOfContract = "not-of-contract"
        case dataConnect = "data-connect"
        case lineInForce = "line-in-force"
        case numberInForce = "number-in-force"
        case administratorAndUserInForce = "administrator-and-user-in-force"
        case outOfOrder = "out-of-order"
        case enterContract = "enter-contract"
        case enterPIN = "enter-pin"
        case passwordsFromLine = "passwords-from-line"

        /// Whether a number is said before it.
        package var followsNumber: Bool {
            switch self {
            case .enterPassword, .enterPasswordOfLine, .completed, .completedForLine: true
            default: false
            }
        }
    }
}
