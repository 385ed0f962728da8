import Ordering
import SQLite
import Shell
import Telephony

/// `hikari ordering token …`: what companies' own programs show (EXCH-3).
enum CompanyTokenCommand {
    static let all = [add, list, remove]

    private static let add = Command(
        name: "ordering token add", words: "COMPANY", wordCount: 1...1,
        summary: "Give a company a token for its own programs.",
        details: """
            Whoever shows the token orders and reads as the account of --account, with that account's rights. It is shown once, and only its
            hash is kept. It ends when it is removed, or the account is made void.
            """,
        options: [
            Option(name: "--account", value: "MAIL", summary: "as whom the programs act (required)"),
            Option(
                name: "--label", value: "TEXT",
                summary: "what it is for, \(CompanyToken.longestLabel) characters at most"),
        ]
    ) { call in
        let (arguments, now) = (call.arguments, call.surroundings.now())
        guard let address = MailAddress(try arguments.needed("--account")) else {
            throw WrongUsage("--account takes a mail address")
        }
        let (name, label) = (arguments.words[0], arguments["--label"] ?? "")
        let token = CompanyToken(random: SiteAssembly.random)
        let database = try call.openDatabase()
        defer { database.close() }
        do {
            let id = try await database.write { database in
                guard let company = try CompanyStore.find(named: name, database) else {
                    throw Refusal("there is no company \(name)")
                }
                return try CompanyTokenOperator.add(
                    token, for: address, of: company.id, label: label, at: now, database)
            }
            call.print("token \(id) of \(address.text), shown this once:")
            call.print(token.text)
        } catch let fault as CompanyTokenOperator.Fault {
            throw Refusal(fault.words)
        }
    }

    private static let list = Command(
        name: "ordering token list", summary: "List the tokens of companies' programs.",
        details: "A line for each: its number, the account as which its programs act, since when, and what it is for.",
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let tokens = try database.read { database in
            let names = Dictionary(
                try CompanyStore.all(database).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            return try CompanyTokenStore.all(database).map { Description($0, names[$0.company] ?? "") }
        }
        if call.arguments.has(.json) { return try call.printJSON(tokens) }
        for token in tokens {
            call.print("\(token.id)  \(token.account)  \(token.createdAt)  \(token.company)  \(token.label)")
        }
    }

    private static let remove = Command(
        name: "ordering token remove", words: "ID", wordCount: 1...1,
        summary: "Take a token back: whoever shows it is a stranger from now on."
    ) { call in
        let now = call.surroundings.now()
        guard let id = Int(call.arguments.words[0]) else { throw WrongUsage("ID is the number that list shows") }
        let database = try call.openDatabase()
        defer { database.close() }
        guard let entry = try await database.write({ try CompanyTokenOperator.remove(id, at: now, $0) }) else {
            throw Refusal("there is no token \(id)")
        }
        call.print("token \(id) of \(entry.account) is taken back")
    }

    private struct Description: Encodable {
        let id: Int
        let company: String
        let account: String
        let label: String
        let createdAt: String

        init(_ entry: CompanyTokenEntry, _ company: String) {
            (id, account, label) = (entry.id, entry.account, entry.label)
            (self.company, createdAt) = (company, entry.createdAt.machineText)
        }
    }
}

extension CompanyTokenOperator.Fault {
    fileprivate var words: String {
        switch self {
        case .accountUnknown: "the company has no such account"
        case .accountNotActive: "the account has not been begun with, or is void"
        case .label: "--label has \(CompanyToken.longestLabel) characters at most, and no control characters"
        case .tooMany: "the account has \(CompanyToken.most) tokens already"
        }
    }
}
