import Contracts
import HTTP
import Mustache
import Shell
import Telephony

/// A line of a number's menu.
struct NumberMenuItem: ViewModel {
    let path: String
    let name: String
    let words: String

    static let fields: ViewFields<NumberMenuItem> = [
        "path": { .text($0.path) },
        "name": { .text($0.name) },
        "words": { .text($0.words) },
    ]
}

/// What can be done about a number, on its page and on サービス選択.
struct NumberMenuView: ViewModel {
    private let items: [NumberMenuItem]

    init<Forms: NumberForms>(forms: Forms, number: PhoneNumber, language: Language) {
        items =
            Forms.Part.allCases.map { part in
                NumberMenuItem(
                    path: forms.service.path(part.rawValue, of: number), name: part.title(in: language),
                    words: part.purpose(in: language))
            } + forms.more(of: number, in: language)
    }

    static let fields: ViewFields<NumberMenuView> = ["items": { .list($0.items) }]
}

/// On サービス選択.
struct NumberOverviewView: ViewModel {
    struct One: ViewModel {
        let number: PhoneNumber
        let isOn: Bool
        let summary: String

        static let fields: ViewFields<One> = [
            "number": { .text($0.number.display) },
            "isOn": { .flag($0.isOn) },
            "summary": { .object(SpokenText($0.summary)) },
        ]
    }

    struct Many: ViewModel {
        let count: Int
        let on: Int

        static let fields: ViewFields<Many> = [
            "count": { .text($0.count.inGroups) },
            "on": { .text($0.on.inGroups) },
            "isOn": { .flag($0.on > 0) },
        ]
    }

    let service: NumberService
    let menu: NumberMenuView
    var one: One?
    var many: Many?
    let language: Language

    static let fields: ViewFields<NumberOverviewView> = [
        "serviceName": { .text($0.service.service.name(in: $0.language)) },
        "id": { .text($0.service.service.operatorWord) },
        "path": { .text($0.service.path) },
        "one": { .object(ifAny: $0.one) },
        "many": { .object(ifAny: $0.many) },
        "menu": { .object($0.menu) },
    ]
}

/// A number's first page.
struct NumberStateView: ViewModel {
    let frame: NumberFrameView
    let isOn: Bool
    let summary: String
    let state: any ViewModel
    let menu: NumberMenuView

    static let fields: ViewFields<NumberStateView> = [
        "frame": { .object($0.frame) },
        "isOn": { .flag($0.isOn) },
        "summary": { .object(SpokenText($0.summary)) },
        "state": { .object($0.state) },
        "menu": { .object($0.menu) },
    ]
}

/// The numbers to choose from.
struct NumberChoiceView: ViewModel {
    let service: NumberService
    let part: String
    let total: Int
    let page: Int
    let perPage: Int
    let rows: [NumberRowView]
    let language: Language

    static let fields: ViewFields<NumberChoiceView> = [
        "serviceName": { .text($0.service.service.name(in: $0.language)) },
        "path": { .text($0.service.path) },
        "search": { view in
            view.total > view.perPage || !view.part.isEmpty ? .object(SearchView(part: view.part)) : .absent
        },
        "rows": { .list($0.rows) },
        "isEmpty": { .flag($0.rows.isEmpty) },
        "pager": { .object(ifAny: $0.pager) },
    ]

    private var pager: PagerView? {
        PagerView(total: total, perPage: perPage, page: page) { page in
            service.path + "?" + PercentEncoding.query((part.isEmpty ? [] : [("q", part)]) + [("page", "\(page)")])
        }
    }

    private struct SearchView: ViewModel {
        let part: String

        static let fields: ViewFields<SearchView> = [
            "text": { .text($0.part) },
            "isActive": { .flag(!$0.part.isEmpty) },
        ]
    }
}

struct NumberRowView: ViewModel {
    let number: PhoneNumber
    let path: String
    let isContractNumber: Bool
    let isMonitor: Bool
    let isOn: Bool
    let summary: String

    static let fields: ViewFields<NumberRowView> = [
        "number": { .text($0.number.display) },
        "path": { .text($0.path) },
        "isContractNumber": { .flag($0.isContractNumber) },
        "isMonitor": { .flag($0.isMonitor) },
        "isOn": { .flag($0.isOn) },
        "summary": { .object(SpokenText($0.summary)) },
    ]
}

/// Settings as they stand, on a number's first page.
struct NumberRowsView: ViewModel {
    struct Row: ViewModel {
        let label: String
        let text: String

        static let fields: ViewFields<Row> = [
            "label": { .text($0.label) }, "text": { .object(SpokenText($0.text)) },
        ]
    }

    let rows: [Row]

    static let fields: ViewFields<NumberRowsView> = ["rows": { .list($0.rows) }]
}

/// A list of callers in one control.
struct CallerListView: ViewModel {
    let draft: NumberDraft
    let problems: [Problem]
    let limit: Int

    static let fields: ViewFields<CallerListView> = [
        "callers": { .object(FieldView("callers", $0.draft["callers"], $0.problems)) },
        "limit": { .text($0.limit.inGroups) },
    ]
}

/// The places for addresses.
struct NumberAddressesView: ViewModel {
    let draft: NumberDraft
    let problems: [Problem]

    static let fields: ViewFields<NumberAddressesView> = [
        "places": { view in
            .list(
                (1...NumberAddresses.places).map {
                    PlaceView(place: $0, draft: view.draft, problems: view.problems)
                })
        }
    ]

    private struct PlaceView: ViewModel {
        let place: Int
        let draft: NumberDraft
        let problems: [Problem]

        static let fields: ViewFields<PlaceView> = [
            "place": { .integer($0.place) },
            "address": { view in
                let field = NumberAddresses.field(view.place)
                return .object(FieldView(field, view.draft[field], view.problems))
            },
        ]
    }
}

/// 開始 or 停止 of a service that sends mails.
struct NumberSwitchView: ViewModel {
    let draft: NumberDraft
    let problems: [Problem]
    let hasAddress: Bool

    static let fields: ViewFields<NumberSwitchView> = [
        "service": { .object(FieldView("service", $0.draft["service"], $0.problems)) },
        "isOn": { .flag($0.draft["service"] == "on") },
        "isOff": { .flag($0.draft["service"] == "off") },
        "hasAddress": { .flag($0.hasAddress) },
    ]
}
