import Exchange
import ExchangeSimulator
import Ordering
import SQLite
import Telephony

/// `hikari ordering voice …`: voice contracts, which people sell and the ordering site changes.
enum VoiceContractCommand {
    static let all = [add, list]

    private static let types = VoiceContractType.allCases.map(\.rawValue).joined(separator: ", ")

    private static let add = Command(
        name: "ordering voice add", words: "CONTRACT", wordCount: 1...1,
        summary: "Add a voice contract of a company.",
        details: """
            CONTRACT is N and nine digits. TYPE is one of \(types). A contract of type hikari is one of the settings site: its base number is
            that contract's number, and its additional numbers come with it. The simulated exchange hears of it too.
            """,
        options: [
            CompanyCommand.company,
            Option(
                name: "--group", value: "VG",
                summary: "the voice group, VG and eight digits; made when it is new (required)"),
            Option(name: "--type", value: "TYPE", summary: "what it is of (required)"),
            Option(name: "--base", value: "NUMBERS", summary: "its base numbers, with commas between (required)"),
            Option(
                name: "--access", value: "CONTRACT",
                summary: "the Smart PBX contract whose outside numbers its numbers are"),
            Option(name: "--cloud-plan", value: nil, summary: "it is of the cloud plan"),
            Option(name: "--members-net", value: nil, summary: "it has a members net"),
            Option(name: "--outside-emergency-area", value: nil, summary: "110, 118 and 119 cannot be called with it"),
        ]
    ) { call in
        let (name, draft, now) = (call.arguments["--company"] ?? "", try draft(call.arguments), call.surroundings.now())
        let database = try call.openDatabase()
        defer { database.close() }
        do {
            try await database.write { database in
                guard let company = try CompanyStore.find(named: name, database)?.id else {
                    throw Refusal("there is no company \(name)")
                }
                let registered = try VoiceContractOperator.add(draft, of: company, at: now, database)
                try ExchangeRegisterStore.add(registered, draft.contract.code, database)
            }
        } catch let fault as VoiceContractOperator.Fault {
            throw Refusal(fault.words)
        } catch let fault as NumbersNotFree {
            throw Refusal("not free: \(fault.numbers.map(\.digits).joined(separator: ", "))")
        }
        call.print("added the voice contract \(draft.contract.code)")
    }

    private static func draft(_ arguments: Arguments) throws -> VoiceContractDraft {
        let code = try ContractCode(argument: arguments.words[0])
        guard let group = arguments["--group"].flatMap({ VoiceGroupCode($0) }) else {
            throw WrongUsage("--group takes VG and eight digits")
        }
        guard let type = arguments["--type"].flatMap({ VoiceContractType(rawValue: $0) }) else {
            throw WrongUsage("--type takes one of \(types)")
        }
        let bases = try (arguments["--base"] ?? "").split(separator: ",").map { text in
            guard let number = PhoneNumber(String(text)) else { throw WrongUsage("--base takes telephone numbers") }
            return number
        }
        let access = try arguments["--access"].map { text in
            guard let code = ContractCode(text) else { throw WrongUsage("--access takes N and nine digits") }
            return code
        }
        let contract = VoiceContract(
            code: code, group: group, type: type, isCloudPlan: arguments["--cloud-plan"] != nil,
            hasMembersNet: arguments["--members-net"] != nil,
            isInEmergencyArea: arguments["--outside-emergency-area"] == nil, access: access)
        do {
            return try VoiceContractDraft(contract, bases: bases)
        } catch {
            throw WrongUsage(error.words)
        }
    }

    private static let list = Command(
        name: "ordering voice list", summary: "List the voice contracts.",
        details: "A line for each: contract, group, type, base numbers, and how many numbers it has.", options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let contracts = try database.read { database in
            try VoiceContractStore.all(database).map { contract in
                Description(
                    contract: contract.code.text, group: contract.group.text, type: contract.type.rawValue,
                    bases: try VoiceNumberStore.bases(of: [contract.code], database).map(\.number.digits),
                    numbers: try VoiceNumberStore.count(of: contract.code, database))
            }
        }
        if call.arguments.has(.json) { return try call.printJSON(contracts) }
        for contract in contracts {
            call.print(
                "\(contract.contract)  \(contract.group)  \(contract.type)  \(contract.bases.joined(separator: ","))"
                    + "  \(contract.numbers) numbers")
        }
    }

    private struct Description: Encodable {
        let contract: String
        let group: String
        let type: String
        let bases: [String]
        let numbers: Int
    }
}

extension VoiceContractDraft.Fault {
    fileprivate var words: String {
        switch self {
        case .baseMissing: "--base is missing"
        case .baseKind(let number): "\(number) is neither a geographic number nor one of 050"
        case .accessMissing: "a contract of type smart-pbx needs --access"
        }
    }
}

extension VoiceContractOperator.Fault {
    fileprivate var words: String {
        switch self {
        case .codeTaken: "there is such a contract already"
        case .groupForeign: "the group is another company's"
        case .accessUnknown(let code): "\(code) is no Smart PBX contract of the company in use"
        case .numberTaken(let number): "\(number) is a number of a voice contract already"
        case .settingsContractMissing(let number): "no contract of the settings site has the number \(number)"
        }
    }
}
