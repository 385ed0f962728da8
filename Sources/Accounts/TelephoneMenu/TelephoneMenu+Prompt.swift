package import Telephony

extension TelephoneMenu {
    /// Whose guidance is spoken: the two regions' guides word the same menu differently, and the number dialled decides.
    package enum Region: String, Sendable, CaseIterable {
        case east, west

        /// nil for a number that is no access number (IVR-1).
        package init?(accessNumber: PhoneNumber, among numbers: AccessNumbers) {
            switch accessNumber {
            case PhoneNumber(numbers.east): self = .east
            case PhoneNumber(numbers.west): self = .west
            default: return nil
            }
        }
    }

    /// IVR-1: the numbers of the menu, in the two regions' guidance.
    package struct AccessNumbers: Sendable {
        package var east = "0363044747"
        package var west = "0664806430"
        /// The one that pages name.
        package var named = "0363044747"

        package init() {}

        /// The same as pages print it.
        package var namedText: String { PhoneNumber(named)?.display ?? named }
    }

    /// For which number a temporary password is set, and in which unit.
    package struct Target: Sendable, Hashable {
        package let number: PhoneNumber
        package let unit: AuthenticationUnit
    }

    /// One sentence of the guidance. Those down to `wrongEntry` are in the guides and spoken as written there (IVR-2, IVR-3);
    /// the others are ours.
    package enum Prompt: Sendable, Hashable {
        case chooseUnit
        /// The unit is `.number` or `.administratorAndUser`.
        case enterNumber(AuthenticationUnit)
        case enterPassword(Target)
        case enterAgain
        case completed(Target)
        case wrongEntry

        case tooManyWrongEntries
        case withheld, notOfContract, dataConnect
        /// IVR-7.
        case otherUnitInForce(AuthenticationUnit)
        case outOfOrder

        /// FWD-12.
        case enterContract, enterPIN
        /// IVR-1: to who calls from elsewhere.
        case passwordsFromLine
        /// What the site has to say.
        case errand(TelephoneSpeech)
    }
}

extension TelephoneMenu.Prompt {
    /// Of the sound file that holds the words, and of the prompt in the JSON interface.
    package var name: String {
        if case .errand(let speech) = self { speech.name } else { recording?.rawValue ?? "" }
    }

    /// nil for what is the site's own.
    package var recording: TelephoneMenu.Recording? {
        switch self {
        case .chooseUnit: .chooseUnit
        case .enterNumber(.administratorAndUser): .enterNumberOfUser
        case .enterNumber(.line), .enterNumber(.number): .enterNumber
        case .enterPassword(let target): target.unit.eachNumberSignsIn ? .enterPassword : .enterPasswordOfLine
        case .enterAgain: .enterAgain
        case .completed(let target): target.unit.eachNumberSignsIn ? .completed : .completedForLine
        case .wrongEntry: .wrongEntry
        case .tooManyWrongEntries: .tooManyWrongEntries
        case .withheld: .withheld
        case .notOfContract: .notOfContract
        case .dataConnect: .dataConnect
        case .otherUnitInForce(.line): .lineInForce
        case .otherUnitInForce(.number): .numberInForce
        case .otherUnitInForce(.administratorAndUser): .administratorAndUserInForce
        case .outOfOrder: .outOfOrder
        case .enterContract: .enterContract
        case .enterPIN: .enterPIN
        case .passwordsFromLine: .passwordsFromLine
        case .errand: nil
        }
    }

    /// The number that is said before the recording, digit by digit.
    package var number: PhoneNumber? {
        switch self {
        case .enterPassword(let target), .completed(let target): target.number
        case .errand(let speech): speech.number
        default: nil
        }
    }

    /// What is said before the recording as a number.
    package var count: Int? { if case .errand(let speech) = self { speech.count } else { nil } }
}

extension AuthenticationUnit {
    /// The telephone key that chooses it (IVR-2).
    var key: Int {
        switch self {
        case .line: 1
        case .number: 2
        case .administratorAndUser: 3
        }
    }
}
