import HTTP
import Shell
import Telephony

/// What was asked on /calls, as the address of the page says it; nothing is kept.
struct CallExplanationForm: Sendable {
    /// The raw value is the control's.
    enum CallerKind: String, Sendable, CaseIterable { case number, withheld, payphone, unavailable }

    let typedNumber: String
    let kind: CallerKind
    let typedCaller: String
    let requestsNumber: Bool
    let typedTime: String
    /// Something was asked.
    let isAsked: Bool

    init(_ query: Form) {
        typedNumber = query["number"] ?? ""
        kind = query["caller"].flatMap(CallerKind.init) ?? .number
        typedCaller = query["from"] ?? ""
        requestsNumber = query["request"] == "1"
        typedTime = query["at"] ?? ""
        isAsked = query["number"] != nil
    }

    /// - Parameter own: the only number that may be asked about; nil for any.
    func read(own: PhoneNumber?, now: Moment) -> Result<CallExplanation.Question, CallExplanationProblems> {
        var problems: [CallExplanationProblem] = []
        let number = own ?? PhoneNumber(typedNumber)
        if number == nil { problems.append(.number) }
        let caller = caller
        if caller == nil { problems.append(.caller) }
        if time == nil, !typedTime.isEmpty { problems.append(.time) }
        if let time, time > now { problems.append(.future) }
        guard let number, let caller, problems.isEmpty else { return .failure(CallExplanationProblems(all: problems)) }
        return .success(
            CallExplanation.Question(to: number, from: caller, requestsNumber: requestsNumber, at: time))
    }

    /// Nil for now, and for what is no time.
    var time: Moment? { typedTime.isEmpty ? nil : CallTime(typedTime)?.moment }

    /// Nobody in particular, where no number was typed.
    private var caller: Caller? {
        switch kind {
        case .withheld: .withheld
        case .payphone: .payphone
        case .unavailable: .unavailable
        case .number: typedCaller.isEmpty ? .other("") : PhoneNumber(typedCaller).map { .number($0) }
        }
    }
}

/// A minute in Japan, however it is written: 2026-11-21T15:04, 2026/11/21 15:04, 2026年11月21日15時4分.
struct CallTime: Sendable, Equatable {
    let moment: Moment

    init?(_ text: String) {
        let digits = text.unicodeScalars.prefix(40).map { scalar -> Character in
            let scalar = scalar.foldingWidth
            return "0"..."9" ~= scalar ? Character(scalar) : " "
        }
        let parts = String(digits).split(separator: " ").compactMap { Int($0) }
        guard parts.count == 5 || parts.count == 6, (0..<24).contains(parts[3]), (0..<60).contains(parts[4]),
            let day = Moment(startOfDay: parts[2], month: parts[1], year: parts[0])
        else { return nil }
        moment = day + .seconds(parts[3] * 3600 + parts[4] * 60)
    }
}

enum CallExplanationProblem: Sendable, Equatable {
    case number, foreign, caller, time, future

    private var field: String {
        switch self {
        case .number, .foreign: "number"
        case .caller: "from"
        case .time, .future: "at"
        }
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }
}

struct CallExplanationProblems: Error, Sendable, Equatable {
    let all: [CallExplanationProblem]
}
