import Ordering
import SQLite
import Shell
import Telephony

/// `hikari ordering account …`: the people of companies, for the day on which no administrator of theirs can.
enum AccountCommand {
    static let all =
        [add, list] + [
            step("invite", "Mail the link with which somebody begins, once more.", "mailed a link to") {
                try $0.invite($1, $2)
            },
            step("void", "Let somebody sign in no more.", "nobody signs in any more as") { try $0.makeVoid($1, $2) },
            step("reset", "Forget somebody's authenticator app and recovery codes.", "codes go by mail again to") {
                try $0.resetSecondFactor($1, $2)
            },
        ]

    private static let add = Command(
        name: "ordering account add", words: "MAIL", wordCount: 1...1,
        summary: "Add an account to a company, and mail the link with which its owner begins.",
        details: """
            MAIL is what the person signs in with. Name and telephone number are asked for when the link is opened. Being an
            administrator gives no contract: what somebody may order is said by the company's groups.
            """,
        options: [
            CompanyCommand.company,
            Option(name: "--name", value: "NAME", summary: "of the person (required)"),
            Option(name: "--telephone", value: "NUMBER", summary: "of the person (required)"),
            Option(name: "--administrator", value: nil, summary: "manages the company's accounts and groups"),
        ]
    ) { call in
        let arguments = call.arguments
        let form = AccountForm(
            mailAddress: arguments.words[0], name: try arguments.needed("--name"),
            telephone: try arguments.needed("--telephone"),
            kind: arguments["--administrator"] == nil ? "user" : "administrator")
        let draft: AccountDraft
        switch form.read() {
        case .success(let read): draft = read
        case .failure(let problems): throw WrongUsage(problems.all.map(\.words).joined(separator: "; "))
        }
        try await change(call) { change, database in
            let company = try company(call, database).id
            try change(company).add(draft, to: company, database)
        }
        call.print("added \(draft.mailAddress.text), and mailed a link")
    }

    private static let list = Command(
        name: "ordering account list", summary: "List the accounts of a company.",
        details: "A line for each: mail address, administrator or user, invited, active or void, second factor, name.",
        options: [CompanyCommand.company, .json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let accounts = try database.read { try AccountStore.all(of: try company(call, $0).id, $0) }.map(
            Description.init)
        if call.arguments.has(.json) { return try call.printJSON(accounts) }
        for account in accounts {
            call.print(
                [
                    account.mailAddress, account.isAdministrator ? "administrator" : "user", account.standing,
                    account.secondFactor ?? "-", account.name,
                ].joined(separator: "  "))
        }
    }

    private static func step(
        _ name: String, _ summary: String, _ done: String,
        _ run: @escaping @Sendable (AccountChange, Account, Connection) throws -> Void
    ) -> Command {
        Command(
            name: "ordering account \(name)", words: "MAIL", wordCount: 1...1, summary: summary,
            details: "Make sure who asks. The owner is told by mail."
        ) { call in
            guard let address = MailAddress(call.arguments.words[0]) else {
                throw WrongUsage("MAIL is no mail address")
            }
            try await change(call) { change, database in
                guard let account = try AccountStore.find(address, database) else {
                    throw Refusal("there is no account \(address.text)")
                }
                try run(change(account.company), account, database)
            }
            call.print("\(done) \(address.text)")
        }
    }

    private static func company(_ call: Invocation, _ database: Connection) throws -> Company {
        let name = try call.arguments.needed("--company")
        guard let company = try CompanyStore.find(named: name, database) else {
            throw Refusal("there is no company \(name)")
        }
        return company
    }

    private static func change(
        _ call: Invocation, _ run: @escaping @Sendable ((_ company: Int) -> AccountChange, Connection) throws -> Void
    ) async throws {
        let (now, mails) = (call.surroundings.now(), try call.configuration().orderingMails())
        let database = try call.openDatabase()
        defer { database.close() }
        do {
            try await database.write { database in
                try run(
                    {
                        AccountChange(
                            by: .operatorOfOrdering(company: $0, at: now), mails, random: SiteAssembly.random)
                    }, database)
            }
        } catch let problem as AccountProblem {
            throw Refusal(problem.words)
        }
    }

    private struct Description: Encodable {
        let mailAddress: String
        let name: String
        let isAdministrator: Bool
        let standing: String
        let secondFactor: String?

        init(_ account: Account) {
            mailAddress = account.mailAddress.text
            name = account.name
            isAdministrator = account.isAdministrator
            standing = "\(account.standing)"
            secondFactor = account.secondFactor?.rawValue
        }
    }
}

extension AccountProblem {
    fileprivate var words: String {
        switch self {
        case .address: "MAIL is no mail address"
        case .addressTaken: "another account has this mail address"
        case .noName, .nameCharacters, .nameLength:
            "--name must have 1 to \(Account.longestName) characters, and no control characters"
        case .noTelephone, .notTelephone: "--telephone takes a telephone number"
        case .noKind: "the kind is missing"
        case .lastAdministrator: "the company would have no administrator any more who can sign in"
        }
    }
}
