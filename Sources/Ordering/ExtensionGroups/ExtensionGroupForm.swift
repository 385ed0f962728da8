import Encodings
import HTTP
import Shell
import Telephony

/// The form of a group as it was sent. Everything is in it, the members too, so that nothing is kept of a form that is never saved.
struct ExtensionGroupForm: Sendable {
    var name = ""
    var site = ""
    var device = ""
    var mode = ExtensionGroup.Mode.all.rawValue
    var seconds = "\(ExtensionGroup.usualSeconds)"
    var next = Next.nothing.rawValue
    var nextExtension = ""
    var nextGroup = ""
    var members = ExtensionGroupMembers()
    /// Numbers of further members, as they are typed.
    var added = ""
    /// What is searched for among the extensions, and what the page was showing.
    var words = ""
    private var shownWords = ""
    private var act = ""

    /// 応答がないとき
    enum Next: String { case nothing, `extension`, group }

    /// What a button asks for.
    enum Act: Equatable {
        case save, add, search
        case up(InsideNumber)
        case down(InsideNumber)
        case remove(InsideNumber)
        /// The order that was typed.
        case arrange
    }

    init() {}

    init(_ settings: ExtensionGroup.Settings) {
        name = settings.name
        (site, device) = (settings.number.site, settings.number.device)
        mode = settings.mode.rawValue
        seconds = "\(settings.ringSeconds)"
        members = ExtensionGroupMembers(settings.members)
        switch settings.next {
        case nil: break
        case .extension(let number)?:
            (next, nextExtension) = (Next.extension.rawValue, number.digits)
        case .group(let id)?: (next, nextGroup) = (Next.group.rawValue, "\(id)")
        case .officeLink(let number)?: (next, nextExtension) = (Next.extension.rawValue, number.digits)
        }
    }

    init(_ form: Form) {
        name = form["name"] ?? ""
        (site, device) = (form["site"] ?? "", form["device"] ?? "")
        (mode, seconds) = (form["mode"] ?? "", form["seconds"] ?? "")
        (next, nextExtension, nextGroup) = (form["next"] ?? "", form["nextExtension"] ?? "", form["nextGroup"] ?? "")
        (added, words) = (form["added"] ?? "", PastedText(form["q"] ?? "").text)
        (shownWords, act) = (form["shownWords"] ?? "", form["act"] ?? "")
        let numbers = (form["members"] ?? "").split(separator: " ").compactMap { InsideNumber(hyphenated: $0) }
        members = ExtensionGroupMembers(numbers)
        var places: [InsideNumber: Int] = [:]
        for number in numbers {
            places[number] = PastedText(form["place-\(number.hyphenated)"] ?? "").count
        }
        members.arrange(places)
        for (name, _) in form.entries where name.hasPrefix(Self.pick) {
            if let number = InsideNumber(hyphenated: name.dropFirst(Self.pick.count)) { members.add(number) }
        }
    }

    static let pick = "pick-"

    /// Return in a field does what belongs to that field.
    var wish: Act {
        let parts = act.split(separator: "-", maxSplits: 1)
        let number = parts.count == 2 ? InsideNumber(hyphenated: parts[1]) : nil
        switch (parts.first, number) {
        case ("up", let number?): return .up(number)
        case ("down", let number?): return .down(number)
        case ("remove", let number?): return .remove(number)
        case ("add", nil): return .add
        case ("search", nil): return .search
        case ("arrange", nil): return .arrange
        case ("enter", nil): return words != shownWords ? .search : .save
        default: return .save
        }
    }

    /// The numbers that were typed become members; those that cannot stay typed, and are named.
    mutating func takeAdded(_ facts: ExtensionGroupFacts) -> [ExtensionGroupProblem] {
        let typed = added.split { $0.isWhitespace || ",\u{3001}\u{ff0c};".contains($0) }.map(String.init)
        var (unreadable, unknown, groups) = ([String](), [String](), [String]())
        for text in typed {
            if let number = facts.inside(typed: text) {
                members.add(number)
                continue
            }
            guard let number = ExtensionNumber(typed: text, in: facts.plan) else {
                unreadable.append(text)
                continue
            }
            if facts.groups.contains(where: { $0.number == number }) {
                groups.append(number.digits)
            } else {
                unknown.append(number.digits)
            }
        }
        added = (unreadable + unknown + groups).joined(separator: " ")
        var problems: [ExtensionGroupProblem] = []
        if !unreadable.isEmpty { problems.append(.unreadableMembers(unreadable)) }
        if !unknown.isEmpty { problems.append(.unknownMembers(unknown)) }
        if !groups.isEmpty { problems.append(.groupMembers(groups)) }
        return problems
    }

    /// - Parameter id: of the group that becomes so; nil for a new one.
    func read(_ facts: ExtensionGroupFacts, of id: Int?) -> Result<ExtensionGroup.Settings, ExtensionGroupProblems> {
        var problems: [ExtensionGroupProblem] = []
        let plain = PlainName(name)
        if plain.text.isEmpty { problems.append(.noName) }
        if plain.count > ExtensionGroup.longestName { problems.append(.nameLength(plain.count)) }
        if plain.hasControlCharacters { problems.append(.nameCharacters) }
        let number = ExtensionNumber.read(site: site, device: device, in: facts.plan)
        if case .failure(let wrong) = number { problems += wrong.all.map { .part($0) } }
        let mode = ExtensionGroup.Mode(rawValue: mode)
        if mode == nil { problems.append(.noMode) }
        let target = readNext(facts)
        if case .failure(let wrong) = target { problems += wrong.all }
        let seconds = PastedText(seconds).count ?? 0
        let settings = ExtensionGroup.Settings(
            number: (try? number.get()) ?? ExtensionNumber(site: "", device: ""), name: plain.text,
            mode: mode ?? .all, ringSeconds: seconds, members: members.all,
            next: (try? target.get()) ?? nil)
        problems += facts.problems(with: settings, of: id)
        guard problems.isEmpty else { return .failure(ExtensionGroupProblems(all: problems)) }
        return .success(settings)
    }

    private func readNext(_ facts: ExtensionGroupFacts) -> Result<CallTarget?, ExtensionGroupProblems> {
        switch Next(rawValue: next) {
        case nil: return .failure(ExtensionGroupProblems(all: [.noNext]))
        case .nothing: return .success(nil)
        case .extension:
            if case .officeLink(let number)? = facts.inside(typed: nextExtension) {
                return .success(.officeLink(number))
            }
            guard let number = ExtensionNumber(typed: nextExtension, in: facts.plan) else {
                return .failure(ExtensionGroupProblems(all: [.unknownNext(PastedText(nextExtension).text)]))
            }
            return .success(.extension(number))
        case .group:
            guard let id = Int(nextGroup) else { return .failure(ExtensionGroupProblems(all: [.noNextGroup])) }
            return .success(.group(id))
        }
    }

    /// As the form sends it once more.
    var sent: [(name: String, value: String)] {
        [
            ("name", name), ("site", site), ("device", device), ("mode", mode), ("seconds", seconds), ("next", next),
            ("nextExtension", nextExtension), ("nextGroup", nextGroup),
            ("members", members.text),
        ]
    }
}
