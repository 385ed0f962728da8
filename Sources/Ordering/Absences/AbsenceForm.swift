import Encodings
import HTTP
import Telephony

/// 不在時動作 as it was sent (DEVUSER-2).
struct AbsenceForm: Sendable {
    /// `none`, `forward` or `reach`.
    var kind = "none"
    /// 転送先
    var target = ""
    var isAlways = false
    var isBusy = false
    var isUnanswered = false
    var isUnreachable = false
    /// 呼出時間 of 無応答.
    var seconds = ""
    /// 接続先
    var reached = ["", ""]
    var reachSeconds = ""

    init(_ form: Form) {
        kind = form["kind"] ?? ""
        target = form["target"] ?? ""
        (isAlways, isBusy) = (form["always"] != nil, form["busy"] != nil)
        (isUnanswered, isUnreachable) = (form["unanswered"] != nil, form["unreachable"] != nil)
        seconds = form["seconds"] ?? ""
        reached = [form["first"] ?? "", form["second"] ?? ""]
        reachSeconds = form["reachSeconds"] ?? ""
    }

    /// What is in force.
    init(_ absence: Absence?) {
        switch absence {
        case nil: break
        case .forward(let target, let cases):
            kind = "forward"
            self.target = target.typed
            (isAlways, isBusy, isUnreachable) = (cases.isAlways, cases.isBusy, cases.isUnreachable)
            isUnanswered = cases.unansweredAfter != nil
            seconds = cases.unansweredAfter.map { "\($0)" } ?? ""
        case .reach(let targets, let seconds):
            kind = "reach"
            reached = targets.map(\.typed) + Array(repeating: "", count: max(0, Absence.mostTargets - targets.count))
            reachSeconds = "\(seconds)"
        }
    }

    /// What targets are judged by.
    struct Facts: Sendable {
        let own: ExtensionNumber
        let plan: NumberPlan
        let destinations: Destination.Policy
        /// Whether the contract has such an extension.
        let has: @Sendable (ExtensionNumber) -> Bool
        /// オフィスリンク内線番号
        var officeLinks: Set<OfficeLinkNumber> = []
    }

    func read(_ facts: Facts) -> Result<Absence?, AbsenceProblems> {
        switch kind {
        case "none": .success(nil)
        case "forward": readForward(facts)
        case "reach": readReach(facts)
        default: .failure(AbsenceProblems(all: [.noKind]))
        }
    }

    private func readForward(_ facts: Facts) -> Result<Absence?, AbsenceProblems> {
        var problems: [AbsenceProblem] = []
        var target: Absence.Target?
        switch Self.target(self.target, .forward, facts) {
        case .success(let read): target = read
        case .failure(let problem): problems.append(problem)
        }
        if !isAlways, !isBusy, !isUnanswered, !isUnreachable { problems.append(.noCase) }
        var after: Int?
        if isUnanswered {
            switch Self.seconds(seconds, .unanswered) {
            case .success(let read): after = read
            case .failure(let problem): problems.append(problem)
            }
        } else if !PastedText(seconds).text.isEmpty {
            problems.append(.secondsWithoutUnanswered)
        }
        guard let target, problems.isEmpty else { return .failure(AbsenceProblems(all: problems)) }
        let cases = Absence.Cases(
            isAlways: isAlways, isBusy: isBusy, unansweredAfter: after, isUnreachable: isUnreachable)
        return .success(.forward(to: target, cases))
    }

    private func readReach(_ facts: Facts) -> Result<Absence?, AbsenceProblems> {
        var problems: [AbsenceProblem] = []
        var targets: [Absence.Target] = []
        for (place, typed) in reached.enumerated() {
            if place > 0, PastedText(typed).text.isEmpty { continue }
            switch Self.target(typed, .reach(place), facts) {
            case .success(let target) where targets.contains(target): problems.append(.twice(place))
            case .success(let target): targets.append(target)
            case .failure(let problem): problems.append(problem)
            }
        }
        let seconds = Self.seconds(reachSeconds, .reach)
        if case .failure(let problem) = seconds { problems.append(problem) }
        guard problems.isEmpty, case .success(let seconds) = seconds else {
            return .failure(AbsenceProblems(all: problems))
        }
        return .success(.reach(targets, seconds: seconds))
    }

    /// Numbers outside begin with 0, extensions never do.
    private static func target(
        _ typed: String, _ place: AbsenceProblem.Place, _ facts: Facts
    ) -> Result<Absence.Target, AbsenceProblem> {
        let digits = PastedText(typed).text.filter { $0 != "-" }
        let link = OfficeLinkNumber(digits: digits)
        if facts.officeLinks.contains(link) { return .success(.officeLink(link)) }
        if let number = ExtensionNumber(digits: digits, in: facts.plan), number.isWellFormed,
            digits.utf8.allSatisfy(ASCII.isDigit)
        {
            if number == facts.own { return .failure(.own(place)) }
            if facts.has(number) { return .success(.extension(number)) }
            if digits.utf8.first != ASCII.zero { return .failure(.unknown(place)) }
        }
        return Destination.read(typed, policy: facts.destinations).map { .number($0) }
            .mapError { .destination($0, place) }
    }

    private static func seconds(
        _ typed: String, _ whose: AbsenceProblem.Seconds
    ) -> Result<Int, AbsenceProblem> {
        let text = PastedText(typed).text
        guard text.utf8.allSatisfy(ASCII.isDigit), let seconds = Int(text), Absence.seconds.contains(seconds) else {
            return .failure(.seconds(whose))
        }
        return .success(seconds)
    }
}

extension Absence.Target {
    init(_ number: InsideNumber) {
        switch number {
        case .extension(let number): self = .extension(number)
        case .officeLink(let number): self = .officeLink(number)
        }
    }

    /// Nil for a number outside.
    var inside: InsideNumber? {
        switch self {
        case .extension(let number): .extension(number)
        case .officeLink(let number): .officeLink(number)
        case .number: nil
        }
    }

    /// As it is typed.
    var typed: String {
        switch self {
        case .extension(let number): number.digits
        case .number(let number): number.display
        case .officeLink(let number): number.digits
        }
    }

    var place: CallGraph.Place {
        switch self {
        case .extension(let number): .extension(number)
        case .number(let number): .line(number)
        case .officeLink(let number): .officeLink(number)
        }
    }
}

extension Absence {
    var targets: [Target] {
        switch self {
        case .forward(let target, _): [target]
        case .reach(let targets, _): targets
        }
    }
}

enum AbsenceProblem: Error, Sendable, Equatable {
    enum Place: Sendable, Equatable {
        case forward
        case reach(Int)
    }

    enum Seconds: Sendable, Equatable { case unanswered, reach }

    case noKind, noCase
    case destination(DestinationProblem, Place)
    /// The contract has no such extension.
    case unknown(Place)
    case own(Place)
    case twice(Int)
    case seconds(Seconds)
    case secondsWithoutUnanswered
    /// Calls would come back to where they began, on this way in words.
    case loop(String)
}

struct AbsenceProblems: Error {
    let all: [AbsenceProblem]
}
