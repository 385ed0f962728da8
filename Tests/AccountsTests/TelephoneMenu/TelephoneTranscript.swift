@testable import Accounts
import Foundation
@testable import Telephony
import Testing

/// One call written down in `Transcripts/`: first what is stored and who calls, then what is heard and pressed.
///
///     # a remark, or what the rules say of it
///     contract 0312340001 0312340002   the contract number first
///     unit line                        the contract's unit, if it has one
///     regular password                 some number of the contract has one
///     access 0363044747                the number dialled
///     caller 0312340002                or anonymous, unknown, dataconnect
///     service                          the contract has bulk forwarding
///     pin 739164 09012345678           the PIN, and the telephones that may act for the contract
///     also                             the caller may act for another contract too, whose PIN is the same
///     misses 9                         so many wrong PINs in a row
///     destination 0312340001 09011112222
///     forwarding                       it is on
///     < guidance that is heard
///     > 0312340001#                    keys that are pressed
///     silence                          nothing is pressed for too long
///     set 0312340001 13572468 line     a temporary password is stored, and the unit
///     not set                          storing it fails
///     forwards yes                     whether forwarding is on then, or no
///     misses now 1                     the wrong PINs in a row that are stored then
///     hang up                          the menu ends the call
///     caller hangs up
struct TelephoneTranscript: Sendable, CustomTestStringConvertible {
    enum Step: Sendable, Equatable {
        case heard(String)
        case pressed(String)
        case silence, notSet, hangUp, callerHangsUp
        case set(PhoneNumber, TemporaryPassword, AuthenticationUnit)
        case forwards(Bool)
        case misses(Int)
    }

    struct Wrong: Error {
        let line: String
    }

    let name: String
    private(set) var numbers: [PhoneNumber] = []
    private(set) var unit: AuthenticationUnit?
    private(set) var hasRegularPassword = false
    private(set) var access = ""
    private(set) var caller = TelephoneMenu.Caller.unknown
    private(set) var steps: [Step] = []
    private(set) var hasService = false
    private(set) var pin: String?
    private(set) var callers: [PhoneNumber] = []
    private(set) var isRegisteredTwice = false
    private(set) var misses = 0
    private(set) var destinations: [(PhoneNumber, PhoneNumber)] = []
    private(set) var isForwarding = false

    var testDescription: String { name }

    static let all: [TelephoneTranscript] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.sorted().compactMap { file in
            guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8) else { return nil }
            return try? TelephoneTranscript(named: String(file.dropLast(4)), text)
        }
    }()

    init(named name: String, _ text: String) throws {
        self.name = name
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            try read(line.split(separator: " ", omittingEmptySubsequences: true).map(String.init), String(line))
        }
    }

    private mutating func read(_ words: [String], _ line: String) throws {
        switch (words.first, words.dropFirst().first) {
        case ("contract", _): numbers = words.dropFirst().compactMap { PhoneNumber($0) }
        case ("unit", let name?): unit = AuthenticationUnit(rawValue: name)
        case ("regular", "password"): hasRegularPassword = true
        case ("access", let number?): access = number
        case ("service", _): hasService = true
        case ("also", _): isRegisteredTwice = true
        case ("forwarding", _): isForwarding = true
        case ("pin", let digits?):
            pin = digits
            callers = words.dropFirst(2).compactMap { PhoneNumber($0) }
        case ("misses", "now"): steps.append(.misses(Int(words[2]) ?? -1))
        case ("misses", let count?): misses = Int(count) ?? 0
        case ("forwards", let answer?): steps.append(.forwards(answer == "yes"))
        case ("destination", _):
            guard words.count == 3, let number = PhoneNumber(words[1]), let to = PhoneNumber(words[2]) else {
                throw Wrong(line: line)
            }
            destinations.append((number, to))
        case ("caller", "hangs"): steps.append(.callerHangsUp)
        case ("caller", let name?): caller = TelephoneMenu.Caller(name)
        case ("<", _): steps.append(.heard(String(line.dropFirst(2))))
        case (">", let keys?): steps.append(.pressed(keys))
        case ("silence", _): steps.append(.silence)
        case ("not", "set"): steps.append(.notSet)
        case ("hang", "up"): steps.append(.hangUp)
        case ("set", _): steps.append(try order(words, line))
        default: throw Wrong(line: line)
        }
    }

    private func order(_ words: [String], _ line: String) throws -> Step {
        guard words.count == 4, let number = PhoneNumber(words[1]), let password = TemporaryPassword(words[2]),
            let unit = AuthenticationUnit(rawValue: words[3])
        else { throw Wrong(line: line) }
        return .set(number, password, unit)
    }

    /// What is heard, from the first to the last.
    var sentences: [String] {
        steps.compactMap { step in
            guard case .heard(let sentence) = step else { return nil }
            return sentence
        }
    }

    func region(_ numbers: TelephoneMenu.AccessNumbers = .init()) -> TelephoneMenu.Region? {
        PhoneNumber(access).flatMap { TelephoneMenu.Region(accessNumber: $0, among: numbers) }
    }

    /// FWD-12: what is said then, and done, is the site's.
    var isAboutErrand: Bool { sentences.contains { $0.hasPrefix("一括転送") } }

    var facts: TelephoneMenu.Facts? {
        guard case .number(let number) = caller, let first = numbers.first, numbers.contains(number) else { return nil }
        return TelephoneMenu.Facts(
            contract: 1, contractNumber: first, numbers: Set(numbers), unit: unit,
            hasRegularPassword: hasRegularPassword)
    }
}
