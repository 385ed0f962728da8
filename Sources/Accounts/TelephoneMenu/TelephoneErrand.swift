package import SQLite
package import Shell
package import Telephony

/// What a registered telephone can have done beside passwords (FWD-12): the site hands it to the menu, which knows the way there
/// and back, and nothing of what it is.
package protocol TelephoneErrand: Sendable {
    /// The key that chooses it, on a call from a line of a contract.
    var key: Character { get }
    /// Heard behind the choices of the menu, on a line that is registered: 「…は、9を押してください。」
    func offer(in language: Language) -> TelephoneSpeech
    /// Heard first, before the PIN is asked for.
    func greeting(in language: Language) -> TelephoneSpeech
    func outOfOrder(in language: Language) -> TelephoneSpeech
    /// Every sentence that it may say, for who records them.
    func recordings(in language: Language) -> [TelephoneSpeech]

    /// Whether that telephone may act for the contract, if it has registered it.
    func admits(_ caller: PhoneNumber, for contract: Int, _ database: Connection) throws -> Bool
    /// How things stand, and what may be chosen.
    func standing(
        of contract: Int, in language: Language, _ database: Connection
    ) throws -> TelephoneStanding
    /// Does what was chosen; belongs into one transaction, with its audit line and mails. The choice is one of a standing.
    func perform(
        _ choice: TelephoneStanding.Choice, of contract: Int, by actor: Actor, _ mails: MailTemplates,
        _ database: Connection
    ) throws -> TelephoneDeed
}

/// One sentence: a number or a count, and the words behind it.
package struct TelephoneSpeech: Sendable, Hashable {
    /// Said digit by digit.
    package let number: PhoneNumber?
    /// Said as a number.
    package let count: Int?
    /// Of the sound file that holds the words.
    package let name: String
    package let text: String
    /// Whether the words stand behind a number or a count.
    package let followsNumber: Bool

    package init(
        _ name: String, _ text: String, number: PhoneNumber? = nil, count: Int? = nil, followsNumber: Bool = false
    ) {
        self.number = number
        self.count = count
        self.name = name
        self.text = text
        self.followsNumber = followsNumber
    }
}

/// What a caller hears, and what he may choose then.
package struct TelephoneStanding: Sendable, Equatable {
    package struct Choice: Sendable, Equatable {
        let key: Character
        package let name: String
        /// Of what the caller has heard about (AUTH-13).
        package let version: Int

        package init(key: Character, _ name: String, version: Int) {
            self.key = key
            self.name = name
            self.version = version
        }
    }

    package let says: [TelephoneSpeech]
    /// None: the call is over.
    package let choices: [Choice]

    package init(_ says: [TelephoneSpeech], choices: [Choice] = []) {
        self.says = says
        self.choices = choices
    }
}

/// What has become of a choice.
package struct TelephoneDeed: Sendable, Equatable {
    package let isDone: Bool
    package let standing: TelephoneStanding

    package init(isDone: Bool, _ standing: TelephoneStanding) {
        self.isDone = isDone
        self.standing = standing
    }
}
