import Mustache
import SQLite
import Shell
import Telephony

extension IncomingCallMailForms {
    func state(
        _ settings: Settings, of key: NumberKey, at now: Moment, in language: Language, _ database: Connection
    ) throws -> any ViewModel {
        NumberRowsView(
            rows: Part.allCases.flatMap(\.groups).map { group in
                .init(
                    label: label(of: group.name, in: language), text: words(of: group.name, in: settings, language))
            })
    }

    func input(
        _ draft: NumberDraft, _ problems: [Problem], of part: Part, _ settings: Settings, in language: Language
    ) -> any ViewModel {
        switch part {
        case .service: settings.mailing.input(.service, draft, problems)
        case .addresses: settings.mailing.input(.addresses, draft, problems)
        case .conditions:
            IncomingCallMailConditionsView(draft: draft, problems: problems, count: settings.listed.count)
        case .list: CallerListView(draft: draft, problems: problems, limit: IncomingCallMail.listLimit)
        }
    }
}

private struct IncomingCallMailConditionsView: ViewModel {
    let draft: NumberDraft
    let problems: [Problem]
    let count: Int

    static let fields: ViewFields<IncomingCallMailConditionsView> = [
        "when": { .object(FieldView("when", $0.draft["when"], $0.problems)) },
        "whenAll": { .flag($0.draft["when"] == IncomingCallMail.When.all.rawValue) },
        "whenNotAnswered": { .flag($0.draft["when"] == IncomingCallMail.When.notAnswered.rawValue) },
        "whenBusy": { .flag($0.draft["when"] == IncomingCallMail.When.busy.rawValue) },
        "who": { .object(FieldView("who", $0.draft["who"], $0.problems)) },
        "whoEverybody": { .flag($0.draft["who"] == IncomingCallMail.Who.everybody.rawValue) },
        "whoListed": { .flag($0.draft["who"] == IncomingCallMail.Who.listed.rawValue) },
        "whoAllButListed": { .flag($0.draft["who"] == IncomingCallMail.Who.allButListed.rawValue) },
        "tellsWithheld": { .flag($0.draft["withheld"] == "1") },
        "listed": { .object(ifAny: CountView($0.count)) },
    ]
}
