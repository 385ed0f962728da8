import Accounts
import Mustache
import Shell
import Telephony

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

    static let keys = Set("0123456789*#")

    /// What was typed at once, full-width or not; nil when there is something no telephone has a key for.
    static func readKeys(_ typed: String) -> String? {
        let keys = typed.foldingWidth.filter { !$0.isWhitespace && $0 != "-" }
        return keys.allSatisfy(DemoCall.keys.contains) ? keys : nil
    }

    static func run(
        from caller: PhoneNumber, keys: String, _ services: Services, _ numbers: TelephoneMenu.AccessNumbers
    ) async throws -> DemoCall {
        let exchange = TelephoneExchange(services, numbers: numbers)
        let region = exchange.region(ofAccessNumber: numbers.named) ?? .east
        var (telephone, steps) = try exchange.answer(.number(caller), in: region)
        var call = DemoCall(from: caller, pressed: keys)
        call.hear(steps, telephone)
        for key in keys {
            call.press(key)
            call.hear(await telephone.receive(.key(key)), telephone)
        }
        if let failure = telephone.failure { throw failure }
        call.isDone = telephone.hasSet
        return call
    }

    private mutating func press(_ key: Character) {
        if let last = lines.last, !last.isSpoken {
            lines[lines.count - 1] = Line(isSpoken: false, text: last.text + String(key))
        } else if !hasEnded {
            lines.append(Line(isSpoken: false, text: String(key)))
        }
    }

    private mutating func hear(_ steps: [TelephoneCall.Step], _ telephone: TelephoneCall) {
        for step in steps {
            switch step {
            case .say(let prompt): lines.append(Line(isSpoken: true, text: telephone.sentence(of: prompt)))
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
