import Exchange
import HTTP
import Shell
import Telephony

/// The form as it was sent: names of controls carry what is ticked, `member-12`, `contract-N100000001`. Very many contracts are not ticked
/// but typed.
struct UserGroupForm: Sendable {
    var name = ""
    var scope = ""
    var level = ""
    var contracts: Set<String> = []
    /// Contracts as they were typed; nil where they are ticked.
    var typed: String?
    var members: Set<Int> = []

    init() {}

    init(_ group: UserGroup) {
        name = group.name
        level = group.grant.level.rawValue
        members = Set(group.members)
        switch group.grant.scope {
        case .everything: scope = "everything"
        case .service(let service): scope = service.rawValue
        case .contracts(let codes):
            scope = "contracts"
            contracts = Set(codes.map(\.text))
        }
    }

    init(_ form: Form) {
        name = form["name"] ?? ""
        scope = form["scope"] ?? ""
        level = form["level"] ?? ""
        typed = form["contracts"]
        contracts = Set(
            PastedText(typed ?? "").text.split { !$0.isLetter && !$0.isNumber }.map { $0.uppercased() })
        for (name, _) in form.entries {
            if name.hasPrefix("member-"), let id = Int(name.dropFirst("member-".count)) { members.insert(id) }
            if name.hasPrefix("contract-") { contracts.insert(String(name.dropFirst("contract-".count))) }
        }
    }

    /// - Parameters:
    ///   - known: the company's contracts.
    ///   - accounts: its accounts.
    /// - Throws: `PageRefusal.notFound` for what is another company's (RIGHT-4).
    func read(
        known: Set<ContractCode>, accounts: Set<Int>
    ) throws -> Result<UserGroupDraft, UserGroupProblems> {
        let codes = Set(contracts.compactMap { ContractCode($0) }).intersection(known)
        let strange = contracts.subtracting(codes.map(\.text))
        guard strange.isEmpty || typed != nil, members.isSubset(of: accounts) else { throw PageRefusal.notFound }
        var problems: [UserGroupProblem] = []
        let name = PlainName(self.name)
        if name.text.isEmpty { problems.append(.noName) }
        if name.count > UserGroup.longestName { problems.append(.nameLength(name.count)) }
        if name.hasControlCharacters { problems.append(.nameCharacters) }
        let scope = readScope(codes)
        if scope == nil { problems.append(.noScope) }
        if scope == .contracts([]), strange.isEmpty { problems.append(.noContracts) }
        if case .contracts = scope, !strange.isEmpty { problems.append(.unknownContracts(strange.sorted())) }
        let level = Grant.Level(rawValue: level)
        if level == nil { problems.append(.noLevel) }
        guard let scope, let level, problems.isEmpty else { return .failure(UserGroupProblems(all: problems)) }
        return .success(
            UserGroupDraft(name: name.text, grant: Grant(scope, level), members: members.sorted()))
    }

    private func readScope(_ codes: Set<ContractCode>) -> Grant.Scope? {
        switch scope {
        case "everything": .everything
        case "contracts": .contracts(codes)
        default: OrderedService(rawValue: scope).map { .service($0) }
        }
    }
}

struct UserGroupDraft: Sendable {
    let name: String
    let grant: Grant
    let members: [Int]
}

enum UserGroupProblem: Error, Sendable, Equatable {
    case noName, nameCharacters, nameTaken
    case nameLength(Int)
    case noScope, noContracts, noLevel
    /// Typed, and none of the company's.
    case unknownContracts([String])
    case tooMany
}

struct UserGroupProblems: Error {
    let all: [UserGroupProblem]
}
