import Shell
import Telephony

/// What is wrong with what was typed, or what the rules refuse.
enum IncomingCallMailProblem: Sendable, Equatable {
    case noWhen, noWho
    /// The condition asks about a list that holds nothing.
    case emptyList
    /// The list is in use.
    case lastListed
    case list(CallerListProblem)

    func problem(in language: Language) -> Problem {
        switch self {
        case .noWhen: Problem("when", sentence(in: language))
        case .noWho, .emptyList: Problem("who", sentence(in: language))
        case .lastListed, .list: Problem("callers", sentence(in: language))
        }
    }
}

/// Everything that is wrong at once.
struct IncomingCallMailProblems: Error, Sendable, Equatable, ExpressibleByArrayLiteral {
    let all: [IncomingCallMailProblem]

    init(_ all: [IncomingCallMailProblem]) { self.all = all }

    init(arrayLiteral elements: IncomingCallMailProblem...) { all = elements }
}
