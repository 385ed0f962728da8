import Telephony

extension Caller {
    /// As a call server writes callers: a number of any form, `withheld`, `payphone`, `unavailable`; nothing where it does not know.
    init(signal text: String) {
        switch text.lowercased() {
        case "withheld", "anonymous": self = .withheld
        case "payphone": self = .payphone
        case "unavailable", "": self = .unavailable
        default: self = PhoneNumber(signal: text).map(Caller.number) ?? .other(String(text.prefix(64)))
        }
    }

    /// The same, written.
    var signal: String {
        switch self {
        case .number(let number): number.digits
        case .other(let text): text
        case .withheld: "withheld"
        case .payphone: "payphone"
        case .unavailable: "unavailable"
        }
    }
}

/// What a call server asks before it lets a line ring (CALL-3).
struct CallLookup: Equatable {
    let call: Call
    /// What the exchange knows and we do not: the caller is on the number's list; ナンバー・リクエスト is on.
    let refusesCaller: Bool
    let requestsNumber: Bool

    /// The names and texts of a query; nil where one of those that count is malformed.
    init?(_ value: (String) -> String?, testCallNumber: PhoneNumber?) {
        guard let number = PhoneNumber(signal: value("number") ?? "") else { return nil }
        let caller = Caller(signal: value("from") ?? "")
        let words = (value("passed") ?? "").split(separator: ",").map { PhoneNumber(signal: String($0)) }
        let forwardings = value("forwardings").map { Int($0) } ?? 0
        guard let forwardings, (0...100).contains(forwardings), words.count <= 100,
            let refuses = Self.flag(value("refused")), let requests = Self.flag(value("number-request"))
        else { return nil }
        call = Call(
            to: number, from: caller, forwardings: max(forwardings, words.count), passed: words.compactMap(\.self),
            isTest: testCallNumber != nil && caller.number == testCallNumber)
        (refusesCaller, requestsNumber) = (refuses, requests)
    }

    private static func flag(_ text: String?) -> Bool? {
        switch text {
        case nil, "0": false
        case "1": true
        default: nil
        }
    }

    func settings(_ stored: CallSettings?) -> CallSettings? {
        guard var settings = stored else { return nil }
        settings.refusesCaller = refusesCaller
        settings.requestsNumber = requestsNumber
        return settings
    }
}
