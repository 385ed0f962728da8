import Exchange
import Mustache
import Shell
import Telephony

/// The form of a group, as `Templates/ExtensionGroups/fields` draws it.
struct ExtensionGroupView: ViewModel {
    let frame: ExtensionSettingsFrame
    let contract: ContractCode
    /// Nil for a new one.
    let group: ExtensionGroup?
    /// That the form was drawn from; nil for the stored one.
    let shownVersion: String?
    let form: ExtensionGroupForm
    let facts: ExtensionGroupFacts
    let problems: [Problem]
    let language: Language

    /// Extensions that can be ticked: those that were searched for and are no members yet.
    private var offered: [(number: InsideNumber, name: String)] {
        let (words, members) = (form.words, Set(form.members.all))
        let digits = words.filter { $0 != "-" }
        let own = facts.extensions.sorted { $0.key < $1.key }.map { (InsideNumber.extension($0.key), $0.value) }
        let linked = facts.officeLinks.sorted().map { number in
            (InsideNumber.officeLink(number), ExtensionGroupFacts.officeLinkName(in: language))
        }
        return (own + linked).filter { number, name in
            !members.contains(number) && (words.isEmpty || number.digits.contains(digits) || name.contains(words))
        }
    }

    private var picks: PicksView {
        let offered = offered
        return PicksView(shown: Array(offered.prefix(ExtensionGroup.mostPicks)), total: offered.count)
    }

    static let fields: ViewFields<ExtensionGroupView> = [
        "frame": { .object($0.frame) },
        "here": { view in
            .text(
                view.group.map(ExtensionGroupEditPage.path) ?? ExtensionGroupEditPage.addPath(of: view.contract))
        },
        "listPath": { .text(ExtensionGroupsPage.page.of($0.contract)) },
        "id": { view in .text(view.group.map { "\($0.id)" } ?? "") },
        "version": { view in .text(view.shownVersion ?? view.group.map { "\($0.version)" } ?? "") },
        "name": { .object(FieldView("name", $0.form.name, $0.problems)) },
        "site": { .object(FieldView("site", $0.form.site, $0.problems)) },
        "device": { .object(FieldView("device", $0.form.device, $0.problems)) },
        "siteDigits": { .integer($0.facts.plan.siteDigits) },
        "deviceDigits": { .integer($0.facts.plan.deviceDigits) },
        "mode": { .object(FieldView("mode", "", $0.problems)) },
        "isAll": { .flag($0.form.mode == ExtensionGroup.Mode.all.rawValue) },
        "isInOrder": { .flag($0.form.mode == ExtensionGroup.Mode.inOrder.rawValue) },
        "seconds": { .object(FieldView("seconds", $0.form.seconds, $0.problems)) },
        "next": { .object(FieldView("next", "", $0.problems)) },
        "isNothing": { .flag($0.form.next == ExtensionGroupForm.Next.nothing.rawValue) },
        "isExtension": { .flag($0.form.next == ExtensionGroupForm.Next.extension.rawValue) },
        "isGroup": { .flag($0.form.next == ExtensionGroupForm.Next.group.rawValue) },
        "nextExtension": { .object(FieldView("nextExtension", $0.form.nextExtension, $0.problems)) },
        "nextGroup": { .object(FieldView("nextGroup", "", $0.problems)) },
        "nextGroups": { view in
            let groups = view.facts.groups.filter { $0.id != view.group?.id }
            return groups.isEmpty
                ? .absent
                : .list(
                    groups.map {
                        OptionView(
                            value: "\($0.id)", name: $0.words(in: view.language),
                            isChosen: view.form.nextGroup == "\($0.id)")
                    })
        },
        "members": { .object(FieldView("members", $0.form.members.text, $0.problems)) },
        "memberCount": { .integer($0.form.members.all.count) },
        "memberTable": { $0.form.members.all.isEmpty ? .absent : .object($0) },
        "memberRows": { view in
            let all = view.form.members.all
            return .list(
                all.enumerated().map { place, number in
                    MemberView(
                        number: number, name: view.facts.name(of: number, in: view.language), place: place + 1,
                        count: all.count)
                })
        },
        "added": { .object(FieldView("added", $0.form.added, $0.problems)) },
        "q": { .text($0.form.words) },
        "picks": { .object($0.picks) },
    ]
}

extension ExtensionGroupMembers {
    /// As the form sends them.
    var text: String { all.map(\.hyphenated).joined(separator: " ") }
}

private struct MemberView: ViewModel {
    let number: InsideNumber
    let name: String
    let place: Int
    let count: Int

    static let fields: ViewFields<MemberView> = [
        "control": { .text($0.number.hyphenated) },
        "number": { .text($0.number.digits) },
        "name": { .text($0.name) },
        "place": { .integer($0.place) },
        "isFirst": { .flag($0.place == 1) },
        "isLast": { .flag($0.place == $0.count) },
    ]
}

private struct PicksView: ViewModel {
    let shown: [(number: InsideNumber, name: String)]
    let total: Int

    static let fields: ViewFields<PicksView> = [
        "isEmpty": { .flag($0.shown.isEmpty) },
        "total": { .text($0.total.inGroups) },
        "isMore": { .flag($0.total > $0.shown.count) },
        "rows": { .list($0.shown.map { PickView(number: $0.number, name: $0.name) }) },
    ]
}

private struct PickView: ViewModel {
    let number: InsideNumber
    let name: String

    static let fields: ViewFields<PickView> = [
        "control": { .text(ExtensionGroupForm.pick + $0.number.hyphenated) },
        "number": { .text($0.number.digits) },
        "name": { .text($0.name) },
    ]
}
