package import Telephony

/// Why an operator's wish about contracts and numbers is refused. The operator reads English.
package enum ContractProblem: Error, Sendable, Equatable, CustomStringConvertible {
    case notContractNumber(String)
    /// As a spreadsheet leaves a number, and what it was.
    case lostZero(String, PhoneNumber)
    /// As a spreadsheet, or a program that wrote for one, has turned a number.
    case spoiled(String, SpreadsheetMark)
    case badRange(String)
    case ownNumber(PhoneNumber)
    case tooManyNumbers(Int)
    case name, kind(String), channels(String), service(String)
    case contractExists(PhoneNumber)
    case contractUnknown(PhoneNumber)
    case numberUnknown(PhoneNumber)
    case numberTaken(PhoneNumber, by: PhoneNumber)
    /// It is nobody's yet, but not free.
    case numberWaits(PhoneNumber)
    case contractNumberStays(PhoneNumber)
    case notOfContract(PhoneNumber, PhoneNumber)
    case hasDestination(PhoneNumber)
    case isDestination(PhoneNumber, of: PhoneNumber)
    /// A service of the whole contract asked for an additional number.
    case serviceOfContract(ContractService, PhoneNumber)
    /// Every number has it: it cannot be taken from one.
    case serviceOfEveryNumber(ContractService, PhoneNumber)
    /// It would go on without anybody who could stop it.
    case isForwarding(PhoneNumber)

    package var description: String {
        switch self {
        case .notContractNumber(let text):
            """
            "\(Self.printable(text))" cannot be a number of a contract: it needs 10 digits with the area code, and \
            mobile, 050, toll-free and other special numbers are none
            """
        case .lostZero(let text, let number):
            "\"\(Self.printable(text))\" lacks the leading 0, which spreadsheets take away: it should be \(number)"
        case .spoiled(let text, let mark):
            mark.digits.map { "\"\(Self.printable(text))\" is a number in a spreadsheet's form: it should be \($0)" }
                ?? """
                "\(Self.printable(text))" is a number in a spreadsheet's form, and its last digits are lost: the column must be text \
                before the number is typed again
                """
        case .badRange(let text):
            "\"\(Self.printable(text))\" is no range: the last number must not come before the first"
        case .ownNumber(let number): "\(number) is the contract number and cannot be an additional number too"
        case .tooManyNumbers(let count):
            "\(count) additional numbers are too many: a contract has at most \(Contracts.additionalNumberLimit)"
        case .name: "the name must have at most \(Contracts.nameLimit) characters, and no control characters"
        case .kind(let text): "\"\(Self.printable(text))\" is no kind: \(Self.kinds)"
        case .channels(let text):
            """
            "\(Self.printable(text))" is no number of channels: \(Contracts.channelRange.lowerBound) to \
            \(Contracts.channelRange.upperBound)
            """
        case .service(let text): "\"\(Self.printable(text))\" is no service: \(Self.services)"
        case .contractExists(let number): "the contract \(number) is there already"
        case .contractUnknown(let number): "there is no contract \(number)"
        case .numberUnknown(let number): "\(number) is not a number of a contract here"
        case .numberTaken(let number, let owner): "\(number) belongs to the contract \(owner) already"
        case .numberWaits(let number):
            "\(number) is not free: it waits for an order or a code, or has ended not long ago"
        case .contractNumberStays(let number):
            "\(number) is a contract number: it goes with its contract (hikari contract remove \(number))"
        case .notOfContract(let number, let contract): "\(number) is not a number of the contract \(contract)"
        case .hasDestination(let number):
            "\(number) has a forwarding destination, which a monitor number cannot have: it must be removed first"
        case .isDestination(let number, of: let source):
            """
            \(source) is forwarded to \(number), and calls cannot be forwarded to a monitor number: that destination must be \
            removed first
            """
        case .serviceOfContract(let service, let contract):
            "\(service.operatorWord) is a service of the whole contract: it goes by the contract number \(contract)"
        case .serviceOfEveryNumber(let service, let contract):
            """
            every number of the contract has \(service.operatorWord): it is taken from all of them together \
            (hikari service remove --every-number \(contract) \(service.operatorWord))
            """
        case .isForwarding(let contract):
            "the calls to the contract \(contract) are being forwarded: that must be stopped first"
        }
    }

    /// Whether a spreadsheet has done it, and it can be undone on the operator's word.
    package var isRepairable: Bool {
        switch self {
        case .lostZero: true
        case .spoiled(_, let mark): mark.digits != nil
        default: false
        }
    }

    /// The words an operator can write, as help and errors name them.
    package static let kinds = ContractKind.allCases.map(\.operatorWord).joined(separator: ", ")
    package static let services = ContractService.allCases.map(\.operatorWord).joined(separator: ", ")

    /// What was typed, safe for a terminal and no longer than a line bears.
    private static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(40) {
            shown.unicodeScalars.append(PlainName.isControl(scalar) ? "?" : scalar)
        }
        return text.unicodeScalars.count > 40 ? shown + "…" : shown
    }
}

/// All that is wrong at once.
package struct ContractProblems: Error, Sendable, Equatable {
    package let all: [ContractProblem]

    package init(all: [ContractProblem]) {
        self.all = all
    }

    /// The first few numbers that others have.
    static func taken(_ owners: [PhoneNumber: PhoneNumber]) -> ContractProblems {
        let some = owners.sorted { $0.key < $1.key }.prefix(mostShown)
        return ContractProblems(all: some.map { .numberTaken($0.key, by: $0.value) })
    }

    /// Of thousands of one kind so many are named.
    static let mostShown = 10
}
