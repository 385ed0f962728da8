import Shell

/// One call carried out: the menu with the house behind it. Every adapter (terminal, browser, FastAGI, JSON) has one, passes
/// keys in and guidance out.
package struct TelephoneCall: Sendable {
    /// What the adapter does for the caller.
    package enum Step: Sendable, Equatable {
        case say(TelephoneMenu.Prompt)
        case hangUp

        /// nil for what is the house's to do.
        init?(_ action: TelephoneMenu.Action) {
            switch action {
            case .say(let prompt): self = .say(prompt)
            case .hangUp: self = .hangUp
            case .store, .prove, .perform: return nil
            }
        }
    }

    /// Whose guidance is heard.
    package let region: TelephoneMenu.Region
    private let exchange: TelephoneExchange
    private var menu: TelephoneMenu
    /// Whether a temporary password has been set in this call.
    package private(set) var hasSet = false
    /// Whether the errand has done something in this call (FWD-12).
    package private(set) var hasActed = false
    /// Why storing failed, for the operator; the caller has heard that the menu is out of order.
    package private(set) var failure: (any Error)?

    init(exchange: TelephoneExchange, region: TelephoneMenu.Region, menu: TelephoneMenu) {
        self.exchange = exchange
        self.region = region
        self.menu = menu
    }

    /// What is spoken, in the call's guidance.
    package func sentence(of prompt: TelephoneMenu.Prompt) -> String {
        prompt.sentence(for: region, in: exchange.mails.language)
    }

    /// What is told to a key that no telephone has.
    package var sentenceOfKeys: String { TelephoneMenu.keys(in: exchange.mails.language) }

    package var expectation: TelephoneMenu.Expectation { menu.expectation }

    /// Whether this key would do nothing: see `TelephoneMenu.passesOver`.
    func passesOver(_ key: Character) -> Bool { menu.passesOver(key) }

    /// Takes what the caller does. Comes back late when a password is stored or compared, and holds no thread meanwhile.
    package mutating func receive(_ event: TelephoneMenu.Event) async -> [Step] {
        var steps: [Step] = []
        var actions = menu.receive(event)
        while !actions.isEmpty {
            let action = actions.removeFirst()
            if let step = Step(action) {
                steps.append(step)
            } else {
                actions += menu.receive(await carryOut(action))
            }
        }
        return steps
    }

    /// What is the house's to do, and what has become of it. What fails is said to have failed, whatever the reason.
    private mutating func carryOut(_ action: TelephoneMenu.Action) async -> TelephoneMenu.Event {
        do {
            switch action {
            case .store(let order):
                hasSet = try await exchange.store(order)
                return hasSet ? .stored : .notStored
            case .prove(let claim): return .errand(try await exchange.prove(claim))
            case .perform(let choice, let proof):
                let answer = try await exchange.perform(choice, proof)
                if case .performed(let deed) = answer, deed.isDone { hasActed = true }
                return .errand(answer)
            case .say, .hangUp: return .hangUp
            }
        } catch {
            failure = error
            if case .store = action { return .notStored }
            return .errand(.failed)
        }
    }

    /// For the operator's log.
    func outcome(id: String) -> KeyValuePairs<String, String> {
        ["call": id, "set": hasSet ? "yes" : "no", "done": hasActed ? "yes" : "no"]
    }

    /// Takes one key after the other, until the call has ended or all are taken.
    package mutating func press(_ keys: String) async -> [Step] {
        var steps: [Step] = []
        for key in keys where expectation != .nothing { steps += await receive(.key(key)) }
        return steps
    }
}
