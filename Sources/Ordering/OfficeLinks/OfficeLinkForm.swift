import HTTP
import Telephony

/// オフィスリンク内線番号 as they were sent: some to be added, or some to go.
struct OfficeLinkForm: Sendable {
    /// Numbers as they were typed or pasted, with blanks, commas or ends of lines between them.
    var added = ""
    var ticked: [OfficeLinkNumber] = []
    let isRemoving: Bool

    init() { isRemoving = false }

    init(_ form: Form) {
        added = form["added"] ?? ""
        isRemoving = form["act"] == "remove"
        ticked = form.entries.compactMap { name, _ in
            name.hasPrefix(Self.tick) ? OfficeLinkNumber(digits: String(name.dropFirst(Self.tick.count))) : nil
        }
    }

    static let tick = "tick-"

    /// Each of those that were typed, once, with what is wrong with it.
    func read(
        _ facts: ExtensionGroupFacts, digits range: ClosedRange<Int>
    ) -> Result<[OfficeLinkNumber], OfficeLinkProblems> {
        let typed = added.split { $0.isWhitespace || ",\u{3001}\u{ff0c};".contains($0) }.map(String.init)
        guard !typed.isEmpty else { return .failure(OfficeLinkProblems(all: [.nothingTyped])) }
        var (numbers, problems) = (Set<OfficeLinkNumber>(), [OfficeLinkProblem]())
        for text in typed {
            switch OfficeLinkNumber.read(text, digits: range).flatMap(facts.judge) {
            case .success(let number): numbers.insert(number)
            case .failure(let problem): problems.append(.number(text, problem))
            }
        }
        let count = facts.officeLinks.union(numbers).count
        if count > OfficeLinkNumber.most { problems.append(.tooMany(count)) }
        return problems.isEmpty ? .success(numbers.sorted()) : .failure(OfficeLinkProblems(all: problems))
    }
}

extension ExtensionGroupFacts {
    /// LINK-2: no clash with the contract's own numbers.
    fileprivate func judge(_ number: OfficeLinkNumber) -> Result<OfficeLinkNumber, OfficeLinkNumber.Problem> {
        guard let own = ExtensionNumber(digits: number.digits, in: plan) else { return .success(number) }
        if extensions[own] != nil || coming.contains(own) { return .failure(.isExtension) }
        if let group = groups.first(where: { $0.number == own }) { return .failure(.isGroup(group.name)) }
        return .success(number)
    }
}

enum OfficeLinkProblem: Sendable, Equatable {
    case nothingTyped, nothingTicked
    /// As it was typed.
    case number(String, OfficeLinkNumber.Problem)
    case tooMany(Int)
    /// It does not go while something leads to it.
    case inUse(OfficeLinkNumber, ExtensionUse)
}

struct OfficeLinkProblems: Error, Equatable {
    let all: [OfficeLinkProblem]
}
