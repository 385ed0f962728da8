import Accounts
import Mustache
import Shell
import Telephony

/// A call to the telephone menu, and what has been heard and pressed in it so far.
struct DemoCall: Sendable {
    struct Line: Sendable {
        let isSpoken: Bool
        let text: String
    }

    let from: PhoneNumber
    private var telephone: TelephoneCall
    /// How many keys have been pressed: a form tells by it which of them it has seen.
    private(set) var count = 0
    private(set) var lines: [Line] = []
    private(set) var hasEnded = false

    static let keys = Set("0123456789*#")
    /// At once.
    static let mostKeys = 200

    /// What was typed at once, full-width or not; nil when there is something no telephone has a key for.
    static func readKeys(_ typed: String) -> String? {
        let keys = typed.foldingWidth.filter { !$0.isWhitespace && $0 != "-" }
        return keys.allSatisfy(DemoCall.keys.contains) ? String(keys.prefix(mostKeys)) : nil
    }

    /// The menu has answered.
    init(from caller: PhoneNumber, to exchange: TelephoneExchange) throws {
        let region = exchange.region(ofAccessNumber: exchange.namedAccessNumber) ?? .east
        let (telephone, steps) = try exchange.answer(.number(caller), in: region)
        from = caller
        self.telephone = telephone
        hear(steps)
    }

    /// A temporary password was set.
    var isDone: Bool { telephone.hasSet }

    /// Why the menu is out of order, if it is.
    var failure: (any Error)? { telephone.failure }

    mutating func press(_ keys: String) async {
        for key in keys where !hasEnded {
            count += 1
            if let last = lines.last, !last.isSpoken {
                lines[lines.count - 1] = Line(isSpoken: false, text: last.text + String(key))
            } else {
                lines.append(Line(isSpoken: false, text: String(key)))
            }
            hear(await telephone.receive(.key(key)))
        }
    }

    private mutating func hear(_ steps: [TelephoneCall.Step]) {
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
