package import Telephony

/// 仮パスワードの設定: the menu that a telephone talks to (IVR-1 to IVR-7), without any telephone: events in, actions out. Where the
/// site has an errand for telephones (FWD-12), it is a branch of the menu, and all that a telephone of no contract is offered.
///
/// Where the guides are silent: the unit is one key; a number ends with `#`; a password ends by itself with its eighth key,
/// and a `#` pressed right behind something that has ended by itself is passed over. A password that is not repeated alike is
/// asked for again at the same place, as after any wrong entry, and must equal the first. Silence is a wrong entry. Choosing
/// a unit that is not the contract's ends the call, so that keys pressed ahead are not taken for another choice.
package struct TelephoneMenu: Sendable {
    /// What the network tells of the caller.
    package enum Caller: Sendable, Hashable {
        case number(PhoneNumber)
        case withheld, unknown, dataConnect
    }

    /// What is stored about the caller's contract.
    package struct Facts: Sendable {
        package let contract: Int
        package let contractNumber: PhoneNumber
        /// All of them, the contract number among them.
        package let numbers: Set<PhoneNumber>
        package let unit: AuthenticationUnit?
        /// Void ones count too: voiding passwords must not open the way to another unit (IVR-7).
        let hasRegularPassword: Bool

        /// The unit that the caller cannot change.
        private var unitInForce: AuthenticationUnit? { hasRegularPassword ? unit : nil }

        /// The unit that stands against another one.
        func unit(against wanted: AuthenticationUnit) -> AuthenticationUnit? {
            unitInForce == wanted ? nil : unitInForce
        }
    }

    /// What is to be stored, all at once or not at all.
    package struct Order: Sendable, Equatable {
        package let contract: Int
        package let caller: PhoneNumber
        package let target: Target
        package let password: TemporaryPassword
    }

    /// Who has the telephone may not be who has the password: its owner hears of it.
    struct Happening: SecurityHappening {
        let order: Order
        let setsUnit: Bool

        var kind: StaticString { "security.temporary-password" }
    }

    package enum Event: Sendable, Equatable {
        /// One of `0123456789*#`; others are wrong entries.
        case key(Character)
        /// Nothing was pressed for too long.
        case silence
        case hangUp
        /// The answer to `store`.
        case stored
        case notStored
        /// The answer to `prove` or `perform`.
        case errand(TelephoneErrandTalk.Answer)
    }

    package enum Action: Sendable, Equatable {
        case say(Prompt)
        /// Answered with `stored` or `notStored`.
        case store(Order)
        /// Answered with `errand`.
        case prove(TelephoneErrandTalk.Claim)
        case perform(TelephoneStanding.Choice, TelephonePINProof)
        case hangUp
    }

    /// What the caller is expected to press, for adapters that collect keys.
    package enum Expectation: Sendable, Equatable {
        case unit, numberAndHash, password
        /// Digits, and `#` behind fewer than the most.
        case pin
        /// One key.
        case choice
        case nothing
    }

    private enum State: Sendable {
        case choosingUnit
        case enteringNumber(AuthenticationUnit)
        case enteringPassword(Target)
        case repeating(Target, TemporaryPassword)
        case storing(Order)
        case errand(TelephoneErrandTalk)
        case ended
    }

    static let allowedMisses = 3

    package static let limits: [String: Int] = ["menuMisses": allowedMisses]
    /// Longer than any number; what is pressed beyond it makes the entry no less wrong.
    static let longestEntry = 16

    private let caller: PhoneNumber?
    private let facts: Facts?
    private let errand: TelephoneErrandTalk.Facts?
    private var state: State
    private var keys = ""
    private var misses = 0
    private var passesHash = false

    /// Takes a call; `facts` are those of the caller's contract, nil when it belongs to none (IVR-1).
    static func answer(
        _ caller: Caller, facts: Facts?, errand: TelephoneErrandTalk.Facts? = nil
    ) -> (menu: TelephoneMenu, actions: [Action]) {
        let refusal: Prompt
        switch caller {
        case .number(let number):
            if let facts, facts.numbers.contains(number) {
                let menu = TelephoneMenu(caller: number, facts: facts, errand: errand, state: .choosingUnit)
                return (menu, [.say(.chooseUnit)] + (errand?.offer.map { [.say(.errand($0))] } ?? []))
            }
            if let errand {
                // IVR-1: no password is set from here.
                let (talk, says) = TelephoneErrandTalk.begin(number, errand, saying: [.passwordsFromLine])
                let menu = TelephoneMenu(caller: number, facts: nil, errand: errand, state: .errand(talk))
                return (menu, says.map(Action.say))
            }
            refusal = .notOfContract
        case .unknown: refusal = .notOfContract
        case .withheld: refusal = .withheld
        case .dataConnect: refusal = .dataConnect
        }
        return (TelephoneMenu(caller: nil, facts: nil, errand: nil, state: .ended), [.say(refusal), .hangUp])
    }

    private init(caller: PhoneNumber?, facts: Facts?, errand: TelephoneErrandTalk.Facts?, state: State) {
        self.caller = caller
        self.facts = facts
        self.errand = errand
        self.state = state
    }

    package var expectation: Expectation {
        switch state {
        case .choosingUnit: .unit
        case .enteringNumber: .numberAndHash
        case .enteringPassword, .repeating: .password
        case .errand(let talk): talk.expectation
        case .storing, .ended: .nothing
        }
    }

    /// Whether this key would do nothing because it only follows what has ended by itself: what is being said then need not
    /// be cut short by it.
    func passesOver(_ key: Character) -> Bool { key == "#" && passesHash }

    package mutating func receive(_ event: Event) -> [Action] {
        switch event {
        case .key(let key): return press(key)
        case .silence: return expectation == .nothing ? [] : miss()
        case .hangUp:
            state = .ended
            return []
        case .stored, .notStored: return finish(isStored: event == .stored)
        case .errand(let answer): return talk { $0.receive(answer) }
        }
    }

    private mutating func press(_ key: Character) -> [Action] {
        let isPassedOver = passesOver(key)
        passesHash = false
        if isPassedOver { return [] }
        switch state {
        case .choosingUnit: return chooseUnit(key)
        case .enteringNumber(let unit): return key == "#" ? endNumber(unit) : collect(key)
        case .enteringPassword, .repeating: return collectPassword(key)
        case .errand: return talk { $0.press(key) }
        case .storing, .ended: return []
        }
    }

    private mutating func chooseUnit(_ key: Character) -> [Action] {
        if let errand, let caller, key == errand.key {
            let (talk, says) = TelephoneErrandTalk.begin(caller, errand)
            (state, passesHash) = (.errand(talk), true)
            return says.map(Action.say)
        }
        guard let facts, let caller, let unit = AuthenticationUnit.allCases.first(where: { "\($0.key)" == "\(key)" })
        else {
            return miss()
        }
        if let inForce = facts.unit(against: unit) { return end(saying: .otherUnitInForce(inForce)) }
        passesHash = true
        switch unit {
        case .line: return askPassword(Target(number: facts.contractNumber, unit: unit))
        case .administratorAndUser where caller != facts.contractNumber:
            return askPassword(Target(number: caller, unit: unit))
        case .number, .administratorAndUser:
            state = .enteringNumber(unit)
            return [.say(.enterNumber(unit))]
        }
    }

    private mutating func collect(_ key: Character) -> [Action] {
        if keys.count < TelephoneMenu.longestEntry { keys.append(key) }
        return []
    }

    private mutating func endNumber(_ unit: AuthenticationUnit) -> [Action] {
        guard let number = PhoneNumber(ascii: keys.utf8), let facts, facts.numbers.contains(number) else {
            return miss()
        }
        return askPassword(Target(number: number, unit: unit))
    }

    private mutating func askPassword(_ target: Target) -> [Action] {
        keys = ""
        state = .enteringPassword(target)
        return [.say(.enterPassword(target))]
    }

    private mutating func collectPassword(_ key: Character) -> [Action] {
        if key != "#" { keys.append(key) }
        guard key == "#" || keys.count == 8 else { return [] }
        passesHash = key != "#"
        switch state {
        case .enteringPassword(let target): return endPassword(target)
        case .repeating(let target, let password): return endRepetition(target, password)
        case .choosingUnit, .enteringNumber, .storing, .errand, .ended: return []
        }
    }

    private mutating func endPassword(_ target: Target) -> [Action] {
        let numbers = facts?.numbers ?? []
        let isEnd = { (digits: String) in numbers.contains { $0.digits.hasSuffix(digits) } }
        guard let password = TemporaryPassword(keys, isEndOfNumber: isEnd) else { return miss() }
        keys = ""
        state = .repeating(target, password)
        return [.say(.enterAgain)]
    }

    private mutating func endRepetition(_ target: Target, _ password: TemporaryPassword) -> [Action] {
        guard keys == password.digits, let facts, let caller else { return miss() }
        keys = ""
        let order = Order(contract: facts.contract, caller: caller, target: target, password: password)
        state = .storing(order)
        return [.store(order)]
    }

    private mutating func finish(isStored: Bool) -> [Action] {
        guard case .storing(let order) = state else { return [] }
        return end(saying: isStored ? .completed(order.target) : .outOfOrder)
    }

    /// Lets the errand's part of the call take something in.
    private mutating func talk(_ take: (inout TelephoneErrandTalk) -> TelephoneErrandTalk.Reply) -> [Action] {
        guard case .errand(var talk) = state else { return [] }
        let reply = take(&talk)
        (state, passesHash) = (.errand(talk), talk.hasEndedByItself)
        switch reply {
        case .nothing: return []
        case .miss: return miss()
        case .say(let prompts): return prompts.map(Action.say)
        case .end(let prompts):
            state = .ended
            return prompts.map(Action.say) + [.hangUp]
        case .prove(let claim): return [.prove(claim)]
        case .perform(let choice, let proof): return [.perform(choice, proof)]
        }
    }

    /// IVR-3: misses are counted over the whole call.
    private mutating func miss() -> [Action] {
        keys = ""
        if case .errand(var talk) = state {
            talk.forgetKeys()
            state = .errand(talk)
        }
        misses += 1
        return misses < TelephoneMenu.allowedMisses ? [.say(.wrongEntry)] : end(saying: .tooManyWrongEntries)
    }

    private mutating func end(saying prompt: Prompt) -> [Action] {
        state = .ended
        return [.say(prompt), .hangUp]
    }
}
