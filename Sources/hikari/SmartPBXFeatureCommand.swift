import Exchange
import Ordering
import SQLite
import Telephony

/// `hikari ordering feature …`: additional features of Smart PBX contracts (LINK-3).
enum SmartPBXFeatureCommand {
    static let all = [set, remove, list]

    private static let interConnect = Option(
        name: "--interconnect-contractor", value: "NAME",
        summary: "the Flexible InterConnect contractor, who has consented (required)")
    private static let universalOne = Option(
        name: "--universal-one-contractor", value: "NAME",
        summary: "the Universal One contractor, who has consented (required)")

    private static let set = Command(
        name: "ordering feature set", words: "CONTRACT", wordCount: 1...1,
        summary: "Note that a Smart PBX contract has Flexible InterConnect.",
        details: """
            CONTRACT is N and nine digits. People buy it of their sales person; the contract's page shows it with both contractors and today
            as the day of their consent.
            """,
        options: [interConnect, universalOne]
    ) { call in
        let (code, now) = (try ContractCode(argument: call.arguments.words[0]), call.surroundings.now())
        let feature = FlexibleInterConnect(
            interConnectContractor: try name(interConnect, call),
            universalOneContractor: try name(universalOne, call), on: now.day)
        let database = try call.openDatabase()
        defer { database.close() }
        try await translating {
            try await database.write { try SmartPBXFeatureOperator.set(feature, of: code, at: now, $0) }
        }
        call.print("\(code) has Flexible InterConnect")
    }

    private static let remove = Command(
        name: "ordering feature remove", words: "CONTRACT", wordCount: 1...1,
        summary: "Note that a Smart PBX contract has Flexible InterConnect no more.",
        details: "The connection to an Office Link is ended by an order."
    ) { call in
        let (code, now) = (try ContractCode(argument: call.arguments.words[0]), call.surroundings.now())
        let database = try call.openDatabase()
        defer { database.close() }
        try await translating {
            try await database.write { try SmartPBXFeatureOperator.remove(code, at: now, $0) }
        }
        call.print("\(code) has Flexible InterConnect no more")
    }

    private static let list = Command(
        name: "ordering feature list", summary: "Show which Smart PBX contracts have an additional feature.",
        details:
            "A line for each: contract, feature, who has consented and when, and how many numbers an Office Link has.",
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let all = try database.read(SmartPBXFeatureOperator.all).flatMap(Description.of)
        if call.arguments.has(.json) { return try call.printJSON(all) }
        for feature in all { call.print(feature.line) }
    }

    private struct Description: Encodable {
        let contract: String
        /// `office-link` or `flexible-interconnect`.
        let feature: String
        let contractors: [String]
        let agreedOn: String
        let channels: Int?
        /// Of the other side, as they are dialled.
        let numbers: [String]?

        static func of(_ features: SmartPBXFeatureOperator.Features) -> [Description] {
            let code = features.contract.text
            let link = features.officeLink.map { link in
                Description(
                    contract: code, feature: "office-link", contractors: [link.consent.contractor],
                    agreedOn: Moment(startOf: link.consent.day).dayText, channels: OfficeLink.channels,
                    numbers: link.numbers.sorted().map(\.digits))
            }
            let interConnect = features.interConnect.map { feature in
                Description(
                    contract: code, feature: "flexible-interconnect",
                    contractors: [feature.interConnectContractor, feature.universalOneContractor],
                    agreedOn: Moment(startOf: feature.day).dayText, channels: nil, numbers: nil)
            }
            return [link, interConnect].compactMap(\.self)
        }

        var line: String {
            ([contract, feature, contractors.joined(separator: ", "), agreedOn]
                + [numbers.map { "\($0.count) numbers" }].compactMap(\.self)).joined(separator: "  ")
        }
    }

    private static func name(_ option: Option, _ call: Invocation) throws -> String {
        guard let name = call.arguments[option.name].flatMap({ FlexibleInterConnect.name(typed: $0) }) else {
            throw WrongUsage("\(option.name) takes a name of 1 to \(FlexibleInterConnect.longestContractor) characters")
        }
        return name
    }

    private static func translating<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let fault as SmartPBXFeatureOperator.Fault {
            throw Refusal(fault.words)
        }
    }
}

extension SmartPBXFeatureOperator.Fault {
    fileprivate var words: String {
        switch self {
        case .noContract: "there is no such Smart PBX contract in use"
        case .noFeature: "the contract has no Flexible InterConnect"
        }
    }
}
