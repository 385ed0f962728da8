import Accounts
import Contracts
import SQLite
import Settings
import Telephony

/// `hikari unit …`: the operator's command on authentication units (OPS-2).
enum UnitCommand {
    static let all = [set]

    private static let units = AuthenticationUnit.allCases.map(\.operatorWord)

    private static let set = Command(
        name: "unit set", words: "CONTRACT UNIT", wordCount: 2...2,
        summary: "Put another authentication unit in force.",
        details: """
            CONTRACT is the contract number, UNIT one of \(units.joined(separator: ", ")).
            No password is invented, and none is given to another number:
              to line                       the contract number's passwords stay, all others serve no more
              from line                     the contract number's passwords stay; the other numbers have none and
                                            get theirs by telephone
              number, administrator-and-user (either way)
                                            every number keeps its own
            One-time password registrations stay. Every session of the contract ends, and the address of the contract number's
            one-time passwords is told.
            """
    ) { call in
        let (words, now) = (call.arguments.words, call.surroundings.now())
        let number = try ContractNumberList.number(words[0]).get()
        guard let unit = AuthenticationUnit(operatorWord: words[1]) else {
            throw WrongUsage("UNIT is one of \(units.joined(separator: ", "))")
        }
        let database = try call.openDatabase()
        defer { database.close() }
        let mails = try call.mails()
        do {
            let before = try await database.write { try AuthenticationUnits.set(unit, of: number, at: now, mails, $0) }
            call.print(
                "the unit of the contract \(number) is \(unit.operatorWord) (it was \(before?.operatorWord ?? "none"))")
        } catch is AuthenticationUnits.Unchanged {
            call.print("the unit of the contract \(number) is \(unit.operatorWord) already")
        }
    }
}
