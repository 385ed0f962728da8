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
            case .store: return nil
            }
        }
    }

    /// Whose guidance is heard.
    package let region: TelephoneMenu.Region
    private let exchange: TelephoneExchange
    private var menu: TelephoneMenu
    /// Whether a temporary password has been set in this call.
    package private(set) var hasSet = false
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

    /// Takes what the caller does. Comes back late when a password is stored, and holds no thread meanwhile.
    package mutating func receive(_ event: TelephoneMenu.Event) async -> [Step] {
        var steps: [Step] = []
        var actions = menu.receive(event)
        while !actions.isEmpty {
            let action = actions.removeFirst()
            guard case .store(let order) = action else {
                steps += Step(action).map { [$0] } ?? []
                continue
            }
            do { hasSet = try await exchange.store(order) } catch { failure = error }
            actions += menu.receive(hasSet ? .stored : .notStored)
        }
        return steps
    }

    /// Takes one key after the other, until the call has ended or all are taken.
    package mutating func press(_ keys: String) async -> [Step] {
        var steps: [Step] = []
        for key in keys where expectation != .nothing { steps += await receive(.key(key)) }
        return steps
    }
}
