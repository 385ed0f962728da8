package import Telephony

/// Who calls, as far as the network tells.
package enum Caller: Sendable, Hashable {
    case number(PhoneNumber)
    /// A number of another form, as from abroad: what the network has told, digits with + in front at most.
    case other(String)
    /// 非通知.
    case withheld
    /// 公衆電話.
    case payphone
    /// 表示圏外.
    case unavailable

    /// Nil where no number is told: ナンバー・リクエスト and セレクト ask for it.
    package var number: PhoneNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    package var tellsNumber: Bool {
        switch self {
        case .number, .other: true
        case .withheld, .payphone, .unavailable: false
        }
    }
}

/// One call on its way to a number (CALL-1).
package struct Call: Sendable, Hashable {
    package let to: PhoneNumber
    package let from: Caller
    /// How often it has been forwarded before it came here.
    package let forwardings: Int
    /// The numbers that have forwarded it, as far as the network tells, the first one first.
    package let passed: [PhoneNumber]
    /// The line monitor's own (FAULT-9).
    package let isTest: Bool

    package init(
        to: PhoneNumber, from: Caller, forwardings: Int = 0, passed: [PhoneNumber] = [], isTest: Bool = false
    ) {
        self.to = to
        self.from = from
        // Whoever tells more numbers than forwardings has lost count.
        self.forwardings = max(forwardings, passed.count)
        self.passed = passed
        self.isTest = isTest
    }

    /// The same call, forwarded on by the number it was for.
    func forwarded(to destination: PhoneNumber) -> Call {
        Call(to: destination, from: from, forwardings: forwardings + 1, passed: passed + [to], isTest: isTest)
    }

    /// Whether a forwarding there would lead it back.
    func hasPassed(_ number: PhoneNumber) -> Bool { number == to || passed.contains(number) }
}
