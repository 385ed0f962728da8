public import SQLite

/// One call carried out: the menu with its database behind it. Each adapter (terminal, call server) makes one and passes keys in
/// and guidance out.
public struct TelephoneCall {
    /// What the adapter does for the caller.
    public enum Step: Sendable, Equatable {
        case say(String)
        case hangUp
    }

    private let database: Database
    private let policy: Policy
    private let region: TelephoneMenu.Region
    private let now: () -> Moment
    private let random: (Int) throws -> [UInt8]
    private var menu: TelephoneMenu
    /// Whether a temporary password has been set in this call.
    public private(set) var hasSet = false
    /// Why storing failed, for the operator; the caller has heard that the menu is out of order.
    public private(set) var failure: (any Error)?

    public var expectation: TelephoneMenu.Expectation { menu.expectation }

    /// Answers the call.
    public static func answer(
        _ caller: TelephoneMenu.Caller, in region: TelephoneMenu.Region, database: Database, policy: Policy,
        now: @escaping () -> Moment, random: @escaping (Int) throws -> [UInt8]
    ) throws -> (call: TelephoneCall, steps: [Step]) {
        var facts: TelephoneMenu.Facts?
        if case .number(let number) = caller {
            facts = try database.read { try TelephoneMenuStore.facts(of: number, $0) }
        }
        let (menu, actions) = TelephoneMenu.answer(caller, facts: facts)
        var call = TelephoneCall(
            database: database, policy: policy, region: region, now: now, random: random, menu: menu)
        return (call, call.carryOut(actions))
    }

    /// Holds its thread for a tenth of a second when a password is stored: not for an event loop.
    public mutating func receive(_ event: TelephoneMenu.Event) -> [Step] {
        carryOut(menu.receive(event))
    }

    private mutating func carryOut(_ actions: [TelephoneMenu.Action]) -> [Step] {
        actions.flatMap { action -> [Step] in
            switch action {
            case .say(let prompt): return [.say(prompt.sentence(in: region))]
            case .hangUp: return [.hangUp]
            case .store(let order):
                do { hasSet = try store(order) } catch { failure = error }
                return carryOut(menu.receive(hasSet ? .stored : .notStored))
            }
        }
    }

    /// The hash is made before the transaction, which must be short.
    private func store(_ order: TelephoneMenu.Order) throws -> Bool {
        let regular = try database.read { try PasswordStore.find(order.target.number, $0).hashes[.regular] }
        let salt = try PasswordHash.salt(beside: regular, parameters: policy.scrypt, random: random)
        let hash = try PasswordHash(of: order.password.digits, salt: salt, parameters: policy.scrypt)
        let now = now()
        return try database.writeAndWait { try TelephoneMenuStore.store(order, hash: hash, at: now, $0) }
    }
}
