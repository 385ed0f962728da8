import Mustache
import SQLite
import Shell
import Telephony

extension VoiceWarpForms {
    func state(
        _ settings: Settings, of key: NumberKey, at now: Moment, in language: Language, _ database: Connection
    ) throws -> any ViewModel {
        NumberRowsView(
            rows: (Part.service.groups + Part.destinations.groups + Part.select.groups + Part.list.groups).map {
                group in
                .init(
                    label: label(of: group.name, in: language),
                    text: words(of: group.name, in: settings, language))
            })
    }

    func input(
        _ draft: NumberDraft, _ problems: [Problem], of part: Part, _ settings: Settings, in language: Language
    ) -> any ViewModel {
        switch part {
        case .service:
            VoiceWarpServiceView(draft: draft, problems: problems, destination: settings.destination)
        case .destinations:
            VoiceWarpDestinationsView(
                draft: draft, problems: problems, allows060: policy.destinations.allowsMobile060)
        case .select: VoiceWarpSelectView(draft: draft, problems: problems, count: settings.listed.count)
        case .list: CallerListView(draft: draft, problems: problems, limit: policy.selectLimit)
        }
    }
}

private struct VoiceWarpServiceView: ViewModel {
    let draft: NumberDraft
    let problems: [Problem]
    let destination: PhoneNumber?

    static let fields: ViewFields<VoiceWarpServiceView> = [
        "mode": { .object(FieldView("mode", $0.draft["mode"], $0.problems)) },
        "isOff": { .flag($0.draft["mode"] == VoiceWarp.Mode.off.rawValue) },
        "isAlways": { .flag($0.draft["mode"] == VoiceWarp.Mode.always.rawValue) },
        "isNoAnswer": { .flag($0.draft["mode"] == VoiceWarp.Mode.noAnswer.rawValue) },
        "isBusy": { .flag($0.draft["mode"] == VoiceWarp.Mode.busy.rawValue) },
        "isNoAnswerOrBusy": { .flag($0.draft["mode"] == VoiceWarp.Mode.noAnswerOrBusy.rawValue) },
        "seconds": { .object(FieldView("seconds", $0.draft["seconds"], $0.problems)) },
        "destination": { .text(ifAny: $0.destination?.display) },
    ]
}

private struct VoiceWarpDestinationsView: ViewModel {
    let draft: NumberDraft
    let problems: [Problem]
    let allows060: Bool

    static let fields: ViewFields<VoiceWarpDestinationsView> = [
        "places": { view in
            .list((1...VoiceWarp.places).map { PlaceView(place: $0, draft: view.draft, problems: view.problems) })
        },
        "chosen": { .object(FieldView("chosen", "", $0.problems)) },
        "allows060": { .flag($0.allows060) },
    ]

    private struct PlaceView: ViewModel {
        let place: Int
        let draft: NumberDraft
        let problems: [Problem]

        static let fields: ViewFields<PlaceView> = [
            "place": { .integer($0.place) },
            "destination": { .object(FieldView("number-\($0.place)", $0.draft["number-\($0.place)"], $0.problems)) },
            "name": { .object(FieldView("name-\($0.place)", $0.draft["name-\($0.place)"], $0.problems)) },
            "isChosen": { .flag($0.draft["chosen"] == "\($0.place)") },
        ]
    }
}

private struct VoiceWarpSelectView: ViewModel {
    let draft: NumberDraft
    let problems: [Problem]
    let count: Int

    static let fields: ViewFields<VoiceWarpSelectView> = [
        "select": { .object(FieldView("select", $0.draft["select"], $0.problems)) },
        "isOff": { .flag($0.draft["select"] == VoiceWarp.Select.off.rawValue) },
        "isForwardListed": { .flag($0.draft["select"] == VoiceWarp.Select.forwardListed.rawValue) },
        "isRingListed": { .flag($0.draft["select"] == VoiceWarp.Select.ringListed.rawValue) },
        "listed": { .object(ifAny: CountView($0.count)) },
    ]
}
