import Accounts
import Contracts
import HTTP
import SQLite
import Shell
import Telephony

/// What is wrong with the form, besides the PIN's own rules.
enum TelephoneForwardingProblem: Sendable, Equatable {
    case noCaller
    case list(CallerListProblem)
    case refused(TelephoneForwarding.Refusal)
    /// What the check page carried was not this session's.
    case sealLost

    private var field: String { self == .sealLost ? TelephoneForwardingForm.pin : TelephoneForwardingForm.callers }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }
}

/// The telephones and the PIN, as they were typed.
struct TelephoneForwardingForm: Sendable {
    static let callers = "callers"
    static let pin = "pin"
    static let again = "pinAgain"
    /// On the check page: the PIN, for nobody to read.
    static let sealed = "sealed"

    struct Content: Sendable {
        let callers: [PhoneNumber]
        /// nil: it stays.
        let pin: TelephonePIN?
    }

    struct Problems: Error, Sendable {
        let all: [Problem]
    }

    let typedCallers: String
    private let typedPIN: String
    private let typedAgain: String
    private let sealed: String?
    let version: Int

    init(_ form: Form) throws {
        guard let version = form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        self.version = version
        typedCallers = form[Self.callers] ?? ""
        typedPIN = form[Self.pin] ?? ""
        typedAgain = form[Self.again] ?? ""
        sealed = form[Self.sealed]
    }

    init(_ stored: StoredTelephonePIN?) {
        version = stored?.version ?? 0
        typedCallers = stored?.callers.map(\.display).joined(separator: "\n") ?? ""
        (typedPIN, typedAgain, sealed) = ("", "", nil)
    }

    /// Everything that is wrong, or what is to be set.
    /// - Parameter stored: a PIN that is set may stay.
    func read(
        _ facts: Facts, stored: StoredTelephonePIN?, for visit: Visit<Person>, _ services: Services,
        _ database: Connection
    ) throws -> Result<Content, Problems> {
        let (numbers, found) = readCallers(facts)
        var problems = found.map { $0.problem(in: visit.language) }
        var pin: TelephonePIN?
        if let sealed, !sealed.isEmpty {
            pin = try TelephonePIN(sealed: sealed, for: visit, services.key)
            if pin == nil { problems.append(TelephoneForwardingProblem.sealLost.problem(in: visit.language)) }
        } else if Self.needsPIN(stored) && sealed == nil || TelephonePIN.isTyped(typedPIN)
            || TelephonePIN.isTyped(typedAgain)
        {
            let read = try TelephonePIN.read(
                (Self.pin, typedPIN), (Self.again, typedAgain), of: visit.person.contractID, callers: numbers,
                in: visit.language, database)
            switch read {
            case .success(let new): pin = new
            case .failure(let wrong): problems += wrong.all
            }
        }
        return problems.isEmpty
            ? .success(Content(callers: numbers, pin: pin)) : .failure(Problems(all: problems))
    }

    /// Whether none is set that serves.
    static func needsPIN(_ stored: StoredTelephonePIN?) -> Bool { stored.map { $0.voidedAt != nil } ?? true }

    /// What rules ask about a number.
    struct Facts: Sendable {
        let monitorNumber: PhoneNumber?
        let testCallNumber: PhoneNumber?
        let policy: Destination.Policy
    }

    private func readCallers(_ facts: Facts) -> ([PhoneNumber], [TelephoneForwardingProblem]) {
        let list = CallerList.read(typedCallers, limit: TelephonePIN.mostCallers, takesPrefixes: false)
        let numbers = list.patterns.compactMap(\.number)
        var problems = list.problems.map(TelephoneForwardingProblem.list)
        problems += numbers.compactMap { number in
            TelephoneForwarding.refusal(
                of: number, monitorNumber: facts.monitorNumber, testCallNumber: facts.testCallNumber,
                policy: facts.policy
            ).map(TelephoneForwardingProblem.refused)
        }
        if numbers.isEmpty, problems.isEmpty { problems.append(.noCaller) }
        return (numbers.sorted(), problems)
    }
}
