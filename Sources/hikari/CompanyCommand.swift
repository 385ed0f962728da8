import Ordering
import SQLite

/// `hikari ordering company …`: the companies that order at the ordering site.
enum CompanyCommand {
    static let all = [add, list]

    static let company = Option(name: "--company", value: "NAME", summary: "the company, by its whole name (required)")

    private static let add = Command(
        name: "ordering company add", words: "NAME", wordCount: 1...1,
        summary: "Add a company.",
        details: """
            NAME, the postal code (seven digits) and the address are those of its contracts; its people see them and cannot
            change them. Add an administrator next: hikari ordering account add --administrator.
            """,
        options: [
            Option(name: "--postal-code", value: "DIGITS", summary: "of its address"),
            Option(name: "--address", value: "TEXT", summary: "prefecture, city, street"),
            Option(name: "--building", value: "TEXT", summary: "building and floor"),
        ]
    ) { call in
        let (arguments, now) = (call.arguments, call.surroundings.now())
        let draft: CompanyDraft
        do {
            draft = try CompanyDraft(
                name: arguments.words[0], postalCode: arguments["--postal-code"] ?? "",
                address: arguments["--address"] ?? "", building: arguments["--building"] ?? "")
        } catch let fault as CompanyDraft.Fault {
            throw WrongUsage(fault.words)
        }
        let database = try call.openDatabase()
        defer { database.close() }
        do {
            try await database.write { try CompanyOperator.add(draft, at: now, $0) }
        } catch is CompanyOperator.NameTaken {
            throw Refusal("there is a company \(draft.name) already")
        }
        call.print("added the company \(draft.name)")
    }

    private static let list = Command(
        name: "ordering company list", summary: "List the companies.",
        details: "A line for each: its number, how many accounts it has, and its name.", options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let companies = try database.read { database in
            try CompanyStore.all(database).map { company in
                Description(
                    id: company.id, name: company.name, accounts: try AccountStore.all(of: company.id, database).count)
            }
        }
        if call.arguments.has(.json) { return try call.printJSON(companies) }
        for company in companies { call.print("\(company.id)  \(company.accounts) accounts  \(company.name)") }
    }

    private struct Description: Encodable {
        let id: Int
        let name: String
        let accounts: Int
    }
}

extension CompanyDraft.Fault {
    fileprivate var words: String {
        switch self {
        case .name: "NAME must have 1 to \(Company.longestName) characters, and no control characters"
        case .postalCode: "--postal-code takes seven digits"
        case .address: "the address must have no control characters"
        }
    }
}
