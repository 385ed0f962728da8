import Accounts
import HTTP
import Mustache
import Shell
import Telephony

/// The question and its answer as `Templates/CallExplanation/calls` draws them.
struct CallExplanationView: ViewModel {
    let form: CallExplanationForm
    let way: CallWay?
    let problems: [Problem]
    let visit: Visit<Person>

    static let fields: ViewFields<CallExplanationView> = [
        "own": { .text(ifAny: $0.visit.person.actsForContract ? nil : $0.visit.person.number.display) },
        "number": { .object(FieldView("number", $0.number, $0.problems)) },
        "from": { .object(FieldView("from", $0.form.typedCaller, $0.problems)) },
        "at": { .object(FieldView("at", $0.form.typedTime, $0.problems)) },
        "askedAt": { view in
            .text(ifAny: view.way.flatMap { _ in view.form.time }?.dateAndTimeText(in: view.visit.language))
        },
        "requestsNumber": { .flag($0.form.requestsNumber) },
        "callers": { view in
            .list(
                CallExplanationForm.CallerKind.allCases.map {
                    CallerKindView(kind: $0, isChosen: $0 == view.form.kind, language: view.visit.language)
                })
        },
        "answer": { view in
            .object(
                ifAny: view.way.map { CallWayView(way: $0, person: view.visit.person, language: view.visit.language) })
        },
    ]

    /// Who acts for the contract begins with its number.
    private var number: String {
        form.isAsked ? form.typedNumber : visit.person.contractNumber.display
    }
}

struct CallerKindView: ViewModel {
    let kind: CallExplanationForm.CallerKind
    let isChosen: Bool
    let language: Language

    static let fields: ViewFields<CallerKindView> = [
        "value": { .text($0.kind.rawValue) },
        "words": { .text($0.kind.words(in: $0.language)) },
        "isChosen": { .flag($0.isChosen) },
    ]
}

/// The way of a call, drawn from the caller to its end.
struct CallWayView: ViewModel {
    let way: CallWay
    /// Who may follow the links; nil for nobody.
    let person: Person?
    let language: Language

    static let fields: ViewFields<CallWayView> = [
        "summary": { .object(SpokenText($0.way.summary(in: $0.language))) },
        "isBusy": { view in
            if case .busy = view.way.end { .flag(true) } else { .flag(false) }
        },
        "steps": { view in
            .list(view.way.steps.map { StepView(step: $0, person: view.person, language: view.language) })
        },
        "destination": { view in
            if case .leaves(let number) = view.way.end { .text(number.display) } else { .absent }
        },
    ]
}

private struct StepView: ViewModel {
    let step: CallWay.Step
    let person: Person?
    let language: Language

    static let fields: ViewFields<StepView> = [
        "number": { .text($0.step.number.display) },
        "sentence": { .object(SpokenText($0.step.decision.sentence(in: $0.language))) },
        "setting": { .object(ifAny: $0.setting) },
    ]

    /// Only where the person may set it (AUTH-3).
    private var setting: SettingView? {
        guard let person, step.decision.rule.isSet(by: person, of: step.number) else { return nil }
        return step.decision.rule.setting(of: step.number, in: language).map {
            SettingView(path: $0.path, title: $0.title)
        }
    }
}

private struct SettingView: ViewModel {
    let path: String
    let title: String

    static let fields: ViewFields<SettingView> = ["path": { .text($0.path) }, "title": { .text($0.title) }]
}

extension CallRule {
    /// Whether the setting that the rule follows is that person's.
    fileprivate func isSet(by person: Person, of number: PhoneNumber) -> Bool {
        switch self {
        case .voiceWarp, .voiceWarpSelect:
            VoiceWarp.service.isOpen(to: person) && (person.setsEveryNumber || person.number == number)
        default: BulkForwarding.isOpen(to: person)
        }
    }
}
