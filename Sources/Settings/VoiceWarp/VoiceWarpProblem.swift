import Shell
import Telephony

/// What is wrong with what was typed, or what the rules refuse.
enum VoiceWarpProblem: Error, Sendable, Equatable {
    case noMode, noSeconds, seconds
    /// WARP-1: nowhere to forward to.
    case noDestination
    case destination(place: Int, DestinationProblem)
    case ownNumber(place: Int)
    /// It answers test calls only.
    case monitorNumber(place: Int)
    case nameTooLong(place: Int, count: Int)
    case controlCharacter(place: Int)
    case nameWithoutNumber(place: Int)
    case noChoice
    /// The chosen place holds no number.
    case emptyChoice(place: Int)
    /// The same while calls are being forwarded.
    case lastDestination(place: Int)
    case noSelect
    case emptyList
    /// The list is in use.
    case lastListed
    case list(CallerListProblem)

    private var field: String {
        switch self {
        case .noMode, .noDestination: "mode"
        case .noSeconds, .seconds: "seconds"
        case .destination(let place, _), .ownNumber(let place), .monitorNumber(let place),
            .nameWithoutNumber(let place), .emptyChoice(let place), .lastDestination(let place):
            "number-\(place)"
        case .nameTooLong(let place, _), .controlCharacter(let place): "name-\(place)"
        case .noChoice: "chosen"
        case .noSelect, .emptyList: "select"
        case .lastListed, .list: "callers"
        }
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }
}

/// Everything that is wrong at once.
struct VoiceWarpProblems: Error, Sendable, Equatable, ExpressibleByArrayLiteral {
    let all: [VoiceWarpProblem]

    init(_ all: [VoiceWarpProblem]) { self.all = all }

    init(arrayLiteral elements: VoiceWarpProblem...) { all = elements }
}
