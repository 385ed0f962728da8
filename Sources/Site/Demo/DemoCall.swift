import Mustache
import SQLite

/// A call to the telephone menu, run from its first key to its last.
struct DemoCall: Sendable {
    struct Line: Sendable {
        let isSpoken: Bool
        let text: String
    }

    let from: PhoneNumber
    let pressed: String
    private(set) var lines: [Line] = []
    private(set) var hasEnded = false
    /// A temporary password was set.
    private(set) var isDone = false
    private var order: TelephoneMenu.Order?

    static let keys = Set("0123456789*#")

    /// What was typed at once, full-width or not; nil when there is something no telephone has a key for.
    static func readKeys(_ typed: String) -> String? {
        var keys = ""
        for scalar in typed.unicodeScalars where !scalar.properties.isWhitespace {
            let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
            guard let plain = Unicode.Scalar(isFullWidth ? scalar.value - 0xFEE0 : scalar.value),
                DemoCall.keys.contains(Character(plain))
            else { return nil }
            keys.unicodeScalars.append(plain)
        }
        return keys
    }

    static func run(
        from caller: PhoneNumber, keys: String, _ now: Moment, _ services: Services
    ) async throws -> DemoCall {
        let facts = try services.database.read { try TelephoneMenuStore.facts(of: caller, $0) }
        var (menu, actions) = TelephoneMenu.answer(.number(caller), facts: facts)
        var call = DemoCall(from: caller, pressed: keys)
        call.carryOut(actions, services.policy)
        for key in keys {
            call.press(key)
            call.carryOut(menu.receive(.key(key)), services.policy)
        }
        if let order = call.order {
            call.isDone = try await store(order, at: now, services)
            call.carryOut(menu.receive(call.isDone ? .stored : .notStored), services.policy)
        }
        return call
    }

    private static func store(
        _ order: TelephoneMenu.Order, at now: Moment, _ services: Services
    ) async throws -> Bool {
        let regular = try services.database.read { try PasswordStore.find(order.target.number, $0).hashes[.regular] }
        let parameters = services.policy.scrypt
        let salt = PasswordHash.salt(beside: regular, parameters: parameters, random: services.random)
        let hash = try await services.work.hashing.run {
            try PasswordHash(of: order.password.digits, salt: salt, parameters: parameters)
        }
        return try await services.database.write { try TelephoneMenuStore.store(order, hash: hash, at: now, $0) }
    }

    private mutating func press(_ key: Character) {
        if let last = lines.last, !last.isSpoken {
            lines[lines.count - 1] = Line(isSpoken: false, text: last.text + String(key))
        } else if !hasEnded {
            lines.append(Line(isSpoken: false, text: String(key)))
        }
    }

    private mutating func carryOut(_ actions: [TelephoneMenu.Action], _ policy: Policy) {
        let region =
            PhoneNumber(policy.accessNumber).flatMap { TelephoneMenu.Region(accessNumber: $0, policy: policy) } ?? .east
        for action in actions {
            switch action {
            case .say(let prompt): lines.append(Line(isSpoken: true, text: prompt.sentence(in: region)))
            case .store(let order): self.order = order
            case .hangUp: hasEnded = true
            }
        }
    }
}

extension DemoCall.Line: ViewModel {
    static let fields: ViewFields<DemoCall.Line> = [
        "isSpoken": { .flag($0.isSpoken) },
        "text": { .text($0.text) },
    ]
}
