import Exchange
import Ordering
import SQLite
import Telephony

/// `hikari ordering line …`: the outside numbers of Smart PBX contracts (SET-4).
enum ExtensionLineCommand {
    static let all = [add, remove, list]

    private static let add = Command(
        name: "ordering line add", words: "CONTRACT NUMBER", wordCount: 2...2,
        summary: "Give an outside number to a Smart PBX contract.",
        details: """
            CONTRACT is N and nine digits, NUMBER a geographic number or one of 050. Its callers hear busy until somebody of the company
            has said where its calls go.
            """,
        options: [
            Option(
                name: "--outside-emergency-area", value: nil,
                summary: "110, 118 and 119 cannot be called with it (they never can with 050)")
        ]
    ) { call in
        let (code, number, now) = (
            try ContractCode(argument: call.arguments.words[0]), try number(call), call.surroundings.now()
        )
        let isInside = call.arguments["--outside-emergency-area"] == nil
        let database = try call.openDatabase()
        defer { database.close() }
        try await translating {
            try await database.write {
                try ExtensionLineOperator.add(number, to: code, isInEmergencyArea: isInside, at: now, $0)
            }
        }
        call.print("\(code) has \(number)")
    }

    private static let remove = Command(
        name: "ordering line remove", words: "CONTRACT NUMBER", wordCount: 2...2,
        summary: "Take an outside number from a Smart PBX contract.",
        details: "Extensions that showed it show no number from then on."
    ) { call in
        let (code, number, now) = (
            try ContractCode(argument: call.arguments.words[0]), try number(call), call.surroundings.now()
        )
        let database = try call.openDatabase()
        defer { database.close() }
        let count = try await translating {
            try await database.write { try ExtensionLineOperator.remove(number, from: code, at: now, $0) }
        }
        call.print("\(code) has \(number) no more, which \(count) extensions showed")
    }

    private static let list = Command(
        name: "ordering line list", words: "CONTRACT", wordCount: 1...1,
        summary: "Show the outside numbers of a Smart PBX contract.",
        details: "A line for each: the number, where its calls go, and whether 110, 118 and 119 can be called with it."
    ) { call in
        let code = try ContractCode(argument: call.arguments.words[0])
        let database = try call.openDatabase()
        defer { database.close() }
        let lines = try await translating { try database.read { try ExtensionLineOperator.lines(of: code, $0) } }
        for (line, group) in lines { call.print(text(line, group)) }
    }

    private static func text(_ line: OutsideLine, _ group: ExtensionGroup.Name?) -> String {
        let target =
            switch line.target {
            case nil: "busy"
            case .extension(let number)?: "extension \(number.digits)"
            case .officeLink(let number)?: "office link \(number.digits)"
            case .group?: "group \(group?.number.digits ?? "")"
            }
        return "\(line.number)  \(target)  \(line.noEmergencyCalls == nil ? "emergency calls" : "no emergency calls")"
    }

    private static func number(_ call: Invocation) throws -> PhoneNumber {
        guard let number = PhoneNumber(call.arguments.words[1]) else {
            throw WrongUsage("NUMBER is a telephone number")
        }
        return number
    }

    private static func translating<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let fault as ExtensionLineOperator.Fault {
            throw Refusal(fault.words)
        }
    }
}

extension ExtensionLineOperator.Fault {
    fileprivate var words: String {
        switch self {
        case .noContract: "there is no such Smart PBX contract in use"
        case .kind: "NUMBER must be a geographic number or one of 050"
        case .taken(let code): "\(code) has the number already"
        case .tooMany: "the contract has as many outside numbers as it can have"
        case .unknown: "the number is not the contract's"
        }
    }
}
