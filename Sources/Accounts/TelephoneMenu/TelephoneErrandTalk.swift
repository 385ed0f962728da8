import Telephony

/// The part of a call that is about an errand: a PIN, what stands, a choice; without any telephone, as the menu.
///
/// A PIN ends with `#`, or by itself with its last possible key; the number of a contract ends with `#`; a choice is one key.
package struct TelephoneErrandTalk: Sendable {
    /// What the menu is told of the errand when the call is answered.
    struct Facts: Sendable {
        let key: Character
        /// nil for a line that is not registered.
        let offer: TelephoneSpeech?
        let greeting: TelephoneSpeech
        let outOfOrder: TelephoneSpeech
        /// The telephone is registered for several contracts.
        let asksContract: Bool
    }

    /// An entry to be compared.
    package struct Claim: Sendable, Equatable {
        let caller: PhoneNumber
        let named: PhoneNumber?
        let pin: EnteredTelephonePIN
    }

    package enum Answer: Sendable, Equatable {
        case proved(TelephonePINProof, TelephoneStanding)
        case wrong
        case performed(TelephoneDeed)
        case failed
    }

    enum Reply: Sendable, Equatable {
        case nothing, miss
        case say([TelephoneMenu.Prompt])
        case end([TelephoneMenu.Prompt])
        case prove(Claim)
        case perform(TelephoneStanding.Choice, TelephonePINProof)
    }

    private enum State: Sendable {
        case namingContract
        case enteringPIN(PhoneNumber?)
        case proving(PhoneNumber?)
        case choosing(TelephonePINProof, [TelephoneStanding.Choice])
        case performing(TelephonePINProof)
    }

    private let caller: PhoneNumber
    private let facts: Facts
    private var state: State
    private var keys = ""
    /// Whether the latest key has ended an entry that could have ended with `#`.
    private(set) var hasEndedByItself = false

    /// - Returns: also what is heard first.
    static func begin(
        _ caller: PhoneNumber, _ facts: Facts, saying remarks: [TelephoneMenu.Prompt] = []
    ) -> (talk: TelephoneErrandTalk, says: [TelephoneMenu.Prompt]) {
        let talk = TelephoneErrandTalk(
            caller: caller, facts: facts, state: facts.asksContract ? .namingContract : .enteringPIN(nil))
        return (talk, [.errand(facts.greeting)] + remarks + [facts.asksContract ? .enterContract : .enterPIN])
    }

    private init(caller: PhoneNumber, facts: Facts, state: State) {
        self.caller = caller
        self.facts = facts
        self.state = state
    }

    var expectation: TelephoneMenu.Expectation {
        switch state {
        case .namingContract: .numberAndHash
        case .enteringPIN: .pin
        case .choosing: .choice
        case .proving, .performing: .nothing
        }
    }

    /// What was pressed before a miss or a silence is forgotten.
    mutating func forgetKeys() { keys = "" }

    mutating func press(_ key: Character) -> Reply {
        hasEndedByItself = false
        switch state {
        case .namingContract: return key == "#" ? nameContract() : collect(key, atMost: TelephoneMenu.longestEntry)
        case .enteringPIN(let named): return collectPIN(key, named)
        case .choosing(let proof, let choices): return choose(key, choices, proof)
        case .proving, .performing: return .nothing
        }
    }

    mutating func receive(_ answer: Answer) -> Reply {
        switch (state, answer) {
        case (.proving, .proved(let proof, let standing)): return hear(standing, proof)
        case (.proving(let named), .wrong):
            state = .enteringPIN(named)
            return .miss
        case (.performing(let proof), .performed(let deed)): return hear(deed.standing, proof)
        case (.proving, .failed), (.performing, .failed): return .end([.errand(facts.outOfOrder)])
        default: return .nothing
        }
    }

    private mutating func collect(_ key: Character, atMost length: Int) -> Reply {
        if keys.count < length { keys.append(key) }
        return .nothing
    }

    /// Any number: whether it is of one of those contracts is not told before the PIN.
    private mutating func nameContract() -> Reply {
        guard let number = PhoneNumber(ascii: keys.utf8) else { return .miss }
        keys = ""
        state = .enteringPIN(number)
        return .say([.enterPIN])
    }

    private mutating func collectPIN(_ key: Character, _ named: PhoneNumber?) -> Reply {
        let most = TelephonePIN.lengths.upperBound
        if key != "#" { keys.append(key) }
        guard key == "#" || keys.count == most else { return .nothing }
        hasEndedByItself = key != "#"
        guard let pin = EnteredTelephonePIN(keys) else { return .miss }
        keys = ""
        state = .proving(named)
        return .prove(Claim(caller: caller, named: named, pin: pin))
    }

    private mutating func choose(
        _ key: Character, _ choices: [TelephoneStanding.Choice], _ proof: TelephonePINProof
    ) -> Reply {
        guard let choice = choices.first(where: { $0.key == key }) else { return .miss }
        hasEndedByItself = true
        state = .performing(proof)
        return .perform(choice, proof)
    }

    private mutating func hear(_ standing: TelephoneStanding, _ proof: TelephonePINProof) -> Reply {
        let prompts = standing.says.map(TelephoneMenu.Prompt.errand)
        guard !standing.choices.isEmpty else { return .end(prompts) }
        state = .choosing(proof, standing.choices)
        return .say(prompts)
    }
}
