import CivilCalendar
import Exchange
import Mustache
import Shell
import Telephony

/// 現在の契約詳細, as `Templates/SmartPBX/present` draws it.
struct SmartPBXPresentView: ViewModel {
    let content: SmartPBXContent
    let language: Language

    static let fields: ViewFields<SmartPBXPresentView> = [
        "count": { .text($0.content.extensions.count.inGroups) },
        "channels": { .integer($0.content.channels.all) },
        "basic": { .integer($0.content.channels.basic) },
        "added": { .integer($0.content.channels.added) },
        "siteDigits": { .integer($0.content.plan.siteDigits) },
        "deviceDigits": { .integer($0.content.plan.deviceDigits) },
        "kinds": { view in
            .list(
                DeviceKind.allCases.compactMap { kind in
                    let count = view.content.extensions.count { $0.device == kind }
                    return count == 0 ? nil : DetailRowView(label: kind.name(in: view.language), value: count.inGroups)
                })
        },
    ]
}

/// 追加する, 削除する or 変更なし, of numbers and of channels.
struct ChangeChoiceView: ViewModel {
    let answers: SmartPBXOrderAnswers
    let problems: [Problem]

    static let fields: ViewFields<ChangeChoiceView> = [
        "changesNumbers": { .flag($0.answers.changesNumbers) },
        "changesChannels": { .flag($0.answers.changesChannels) },
        "numbers": { .object(FieldView("numbers", "", $0.problems)) },
    ]
}

/// 変更工事時間帯, where what was typed so far needs one (PBX-11).
struct NightChoice {
    let night: SmartPBXOutcome.Night
    let chosen: NightWindow?
    let now: Moment

    init(_ answers: SmartPBXOrderAnswers, _ flow: SmartPBXOrderFlow, _ contract: SmartPBXContent?) {
        chosen = answers.window
        now = flow.desk.clock.now()
        if let contract, case .success(let outcome) = answers.change(flow.kind, of: contract) {
            night = outcome.night
        } else {
            night = flow.kind == .lengthen ? .whole : .none
        }
    }

    func view(_ problems: [Problem], in language: Language) -> NightChoiceView {
        NightChoiceView(choice: self, problems: problems, language: language)
    }
}

struct NightChoiceView: ViewModel {
    let choice: NightChoice
    let problems: [Problem]
    let language: Language

    private var windows: [NightWindow] { NightWindow.open(at: choice.now) }

    static let fields: ViewFields<NightChoiceView> = [
        "isNeeded": { .flag($0.choice.night != .none) },
        "isEquipment": { .flag($0.choice.night == .equipment) },
        "window": { .object(FieldView("window", "", $0.problems)) },
        "isPossible": { .flag(!$0.windows.isEmpty) },
        "windows": { view in
            .list(
                view.windows.map {
                    OptionView(
                        value: $0.rawValue, name: $0.name(in: view.language), isChosen: $0 == view.choice.chosen)
                })
        },
    ]
}

/// Before → after, and the extensions that it is about, as `Templates/SmartPBX/change` draws it.
struct SmartPBXChangeView: ViewModel {
    let record: SmartPBXChangeRecord
    let kind: OrderKind
    let night: OrderNight
    /// PBX-4.
    var pushedOut = 0
    let language: Language

    static let fields: ViewFields<SmartPBXChangeView> = [
        "before": { .object(SummaryView(summary: $0.record.before)) },
        "after": { $0.kind == .end ? .absent : .object(SummaryView(summary: $0.record.after)) },
        "changesCount": { .flag($0.record.before.extensions != $0.record.after.extensions) },
        "changesChannels": { .flag($0.record.before.channels != $0.record.after.channels) },
        "changesPlan": { .flag($0.record.before.plan != $0.record.after.plan) },
        "pushedOut": { .object(ifAny: CountView($0.pushedOut)) },
        "isAdding": { .flag($0.kind == .add) },
        "isDeleting": { .flag($0.kind == .delete) },
        "isRenaming": { .flag($0.kind == .lengthen) },
        "isEnding": { .flag($0.kind == .end) },
        "officeLink": { view in
            .object(
                ifAny: view.record.officeLink.map {
                    OfficeLinkChangeView(consent: $0, isComing: view.kind == .addFeature, language: view.language)
                })
        },
        "isAtOnce": { .flag($0.night == .none) },
        "begins": { view in .text(ifAny: view.night.begins.map { NightWindow.text(from: $0, in: view.language) }) },
        "equipment": { view in
            .text(ifAny: view.night.equipment.map { NightWindow.text(from: $0, in: view.language) })
        },
        "count": { .text($0.record.extensions.count.inGroups) },
        "isMore": { .flag($0.record.extensions.count > SmartPBXContentView.mostShown) },
        "table": { $0.record.extensions.isEmpty ? .absent : .object($0) },
        "extensions": { view in
            .list(
                view.record.extensions.prefix(SmartPBXContentView.mostShown).map { line in
                    ChangedExtensionView(
                        line: line, becomes: view.kind == .lengthen ? view.record.renamed(line.number) : nil,
                        language: view.language)
                })
        },
    ]
}

/// オフィスリンククラウド接続機能 that comes or goes.
private struct OfficeLinkChangeView: ViewModel {
    let consent: OfficeLink.Consent
    let isComing: Bool
    let language: Language

    static let fields: ViewFields<OfficeLinkChangeView> = [
        "isComing": { .flag($0.isComing) },
        "contractor": { .text($0.consent.contractor) },
        "day": { .text($0.consent.day.text(in: $0.language)) },
    ]
}

private struct SummaryView: ViewModel {
    let summary: SmartPBXSummary

    static let fields: ViewFields<SummaryView> = [
        "count": { .text($0.summary.extensions.inGroups) },
        "channels": { .integer($0.summary.channels.all) },
        "basic": { .integer($0.summary.channels.basic) },
        "added": { .integer($0.summary.channels.added) },
        "siteDigits": { .integer($0.summary.plan.siteDigits) },
        "deviceDigits": { .integer($0.summary.plan.deviceDigits) },
    ]
}

private struct ChangedExtensionView: ViewModel {
    let line: Extension
    let becomes: ExtensionNumber?
    let language: Language

    static let fields: ViewFields<ChangedExtensionView> = [
        "site": { .text($0.line.number.site) },
        "device": { .text($0.line.number.device) },
        "kind": { .text($0.line.device.name(in: $0.language)) },
        "newSite": { .text(ifAny: $0.becomes?.site) },
        "newDevice": { .text(ifAny: $0.becomes?.device) },
    ]
}
