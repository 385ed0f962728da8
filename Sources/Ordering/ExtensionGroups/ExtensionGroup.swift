package import Exchange
import Telephony

/// 着信グループ (SET-3): a number of its own, at which some extensions ring, together or one after the other.
package struct ExtensionGroup: Sendable, Equatable {
    package let id: Int
    package let contract: ContractCode
    package let settings: Settings
    /// How often it has been changed: a form brings it back (AUTH-13).
    package let version: Int

    package init(id: Int, contract: ContractCode, settings: Settings, version: Int) {
        (self.id, self.contract, self.settings, self.version) = (id, contract, settings, version)
    }

    /// What people set.
    package struct Settings: Sendable, Equatable {
        /// No extension's, and no other group's.
        package let number: ExtensionNumber
        package let name: String
        package let mode: Mode
        /// All of them, or each.
        package let ringSeconds: Int
        /// In their order. None only where all of them have left the contract.
        package let members: [InsideNumber]
        /// Where a call goes on to that nobody has answered; nil: it ends.
        package let next: CallTarget?

        package init(
            number: ExtensionNumber, name: String, mode: Mode, ringSeconds: Int, members: [InsideNumber],
            next: CallTarget?
        ) {
            (self.number, self.name, self.mode) = (number, name, mode)
            (self.ringSeconds, self.members, self.next) = (ringSeconds, members, next)
        }
    }

    package enum Mode: String, Sendable, CaseIterable {
        /// 一斉
        case all
        /// 順次
        case inOrder
    }

    /// As lists and sentences name it.
    package struct Name: Sendable, Hashable {
        package let id: Int
        package let number: ExtensionNumber
        package let name: String
    }

    /// Of the name, in characters.
    package static let longestName = 32
    package static let memberRange = 1...50
    package static let secondsRange = 5...60
    package static let usualSeconds = 20
    /// Of one contract.
    package static let most = 200
    /// So many a page of the list shows.
    package static let perPage = 50
    /// Fewer than these are seen at a glance: no search.
    package static let searchedFrom = 20
    /// So many extensions are offered to be ticked at once.
    package static let mostPicks = 50

    package static let limits = [
        "extensionGroups": most, "extensionGroupNameMost": longestName, "extensionGroupMembers": memberRange.upperBound,
        "extensionGroupSecondsLeast": secondsRange.lowerBound, "extensionGroupSecondsMost": secondsRange.upperBound,
        "extensionGroupPicks": mostPicks,
    ]
}

/// What the rules of a group need to know of its contract, read in one moment.
package struct ExtensionGroupFacts: Sendable {
    package let plan: NumberPlan
    /// With the names of those who use them, "" for none.
    package let extensions: [ExtensionNumber: String]
    /// Those that an order under way will bring.
    package let coming: Set<ExtensionNumber>
    package let groups: [ExtensionGroup.Name]
    package let officeLinks: Set<OfficeLinkNumber>
    package let graph: CallGraph

    package init(
        plan: NumberPlan, extensions: [ExtensionNumber: String], coming: Set<ExtensionNumber> = [],
        groups: [ExtensionGroup.Name] = [], officeLinks: Set<OfficeLinkNumber> = [], graph: CallGraph = CallGraph()
    ) {
        (self.plan, self.extensions, self.coming) = (plan, extensions, coming)
        (self.groups, self.officeLinks, self.graph) = (groups, officeLinks, graph)
    }

    /// Whether a call can ring there.
    func has(_ number: InsideNumber) -> Bool {
        switch number {
        case .extension(let number): extensions[number] != nil
        case .officeLink(let number): officeLinks.contains(number)
        }
    }

    /// Where a number rings that a person typed, in whatever width; nil for one that is neither an extension nor behind the Office Link.
    func inside(typed text: String) -> InsideNumber? {
        guard let digits = PastedText(text).digits else { return nil }
        let link = OfficeLinkNumber(digits: digits)
        if officeLinks.contains(link) { return .officeLink(link) }
        guard let number = ExtensionNumber(digits: digits, in: plan), extensions[number] != nil else { return nil }
        return .extension(number)
    }

    func group(_ id: Int) -> ExtensionGroup.Name? { groups.first { $0.id == id } }

    /// Everything that a rule forbids, with what is there.
    /// - Parameter id: of the group that becomes so; nil for a new one.
    package func problems(with settings: ExtensionGroup.Settings, of id: Int?) -> [ExtensionGroupProblem] {
        var problems = numberProblems(settings.number, of: id)
        let members = settings.members
        if members.isEmpty { problems.append(.noMember) }
        if members.count > ExtensionGroup.memberRange.upperBound { problems.append(.tooManyMembers(members.count)) }
        let unknown = members.filter { !has($0) }
        if !unknown.isEmpty { problems.append(.unknownMembers(unknown.map(\.digits))) }
        if !ExtensionGroup.secondsRange.contains(settings.ringSeconds) { problems.append(.seconds) }
        problems += nextProblems(settings.next, of: id)
        if id == nil, groups.count >= ExtensionGroup.most { problems.append(.tooMany) }
        return problems
    }

    private func numberProblems(_ number: ExtensionNumber, of id: Int?) -> [ExtensionGroupProblem] {
        if extensions[number] != nil { return [.isExtension(number)] }
        if coming.contains(number) { return [.isComing(number)] }
        if officeLinks.contains(OfficeLinkNumber(digits: number.digits)) { return [.isOfficeLink(number)] }
        if let other = groups.first(where: { $0.number == number && $0.id != id }) {
            return [.isGroup(number, name: other.name)]
        }
        return []
    }

    private func nextProblems(_ next: CallTarget?, of id: Int?) -> [ExtensionGroupProblem] {
        switch next {
        case nil: return []
        case .extension(let number)? where extensions[number] == nil: return [.unknownNext(number.digits)]
        case .group(let other)? where group(other) == nil: return [.noNextGroup]
        case .officeLink(let number)? where !officeLinks.contains(number): return [.unknownNext(number.digits)]
        case let next?:
            // Nothing leads to a group that is still to come.
            guard let id else { return [] }
            var graph = graph
            graph.set([.init(next)], from: .group(id))
            return graph.loop(through: .group(id)).map { [.loop($0)] } ?? []
        }
    }
}

/// Why a group cannot be so.
package enum ExtensionGroupProblem: Sendable, Equatable {
    case noName, nameCharacters
    case nameLength(Int)
    case part(ExtensionNumber.Problem)
    case isExtension(ExtensionNumber)
    /// PBX-7: an order under way brings it.
    case isComing(ExtensionNumber)
    /// LINK-2.
    case isOfficeLink(ExtensionNumber)
    case isGroup(ExtensionNumber, name: String)
    case noMode, seconds
    case noMember
    case tooManyMembers(Int)
    /// As they were typed.
    case unreadableMembers([String])
    case unknownMembers([String])
    case groupMembers([String])
    case noNext, noNextGroup
    case unknownNext(String)
    case loop([CallGraph.Place])
    case tooMany
}

package struct ExtensionGroupProblems: Error, Sendable, Equatable {
    package let all: [ExtensionGroupProblem]
}
