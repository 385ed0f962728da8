import Accounts
import Mustache
import Shell
import Telephony

/// The list as `Templates/BulkForwarding/list` draws it.
struct BulkForwardingListView: ViewModel {
    let list: BulkForwardingList
    let person: Person
    let language: Language
    let destinations: Destination.Policy
    /// What was typed, when it was refused.
    let form: BulkForwardingListForm?
    let refused: [PhoneNumber: BulkForwardingRefusal]
    /// FWD-10: what was typed for many, and what is wrong with it.
    let many: BulkForwardingMany?
    let problems: [Problem]
    /// Made once: it stands above the list and below.
    private let pager: PagerView?

    init(
        list: BulkForwardingList, person: Person, language: Language, destinations: Destination.Policy,
        form: BulkForwardingListForm?,
        refused: [PhoneNumber: BulkForwardingRefusal], many: BulkForwardingMany?, problems: [Problem]
    ) {
        self.many = many
        self.problems = problems
        self.list = list
        self.person = person
        self.language = language
        self.destinations = destinations
        self.form = form
        self.refused = refused
        let address = list.address
        pager = PagerView(total: list.total, perPage: BulkForwarding.numbersPerPage, page: address.page) { page in
            BulkForwardingAddress.path + address.query(page: page)
        }
    }

    static let fields: ViewFields<BulkForwardingListView> = [
        "search": { $0.needsSearch ? .object(SearchView(address: $0.list.address, language: $0.language)) : .absent },
        "searchQuery": { .text($0.list.address.query) },
        "allows060": { .flag($0.destinations.allowsMobile060) },
        "picks": { .flag($0.picks) },
        "manyQuery": { .text(ifAny: $0.isForMany || $0.list.numbers == 1 ? nil : $0.list.address.pickingQuery) },
        "many": { .object(ifAny: $0.isForMany ? ManyView($0) : nil) },
        "isEmpty": { .flag($0.list.rows.isEmpty) },
        "rows": { .list($0.rows) },
        "pager": { .object(ifAny: $0.pager) },
    ]

    /// A list of one page needs no search, unless it is the answer to one.
    private var needsSearch: Bool {
        list.numbers > BulkForwarding.numbersPerPage || list.address.isNarrowed
    }

    /// Ticks stand there for whom they are for: beside every destination they would only be in the way.
    fileprivate var picks: Bool { list.address.picks || many?.target == .ticked }

    /// FWD-10: the form for many stands on the list for who asks for it, and for who has nothing yet.
    private var isForMany: Bool {
        list.numbers > 1 && (many != nil || picks || list.rows.allSatisfy { $0.destination == nil })
    }

    private var rows: [RowView] {
        var typed: [PhoneNumber: BulkForwardingListForm.Entry] = [:]
        for entry in form?.entries ?? [] { typed[entry.number] = entry }
        return list.rows.map { row in
            RowView(
                row: row, entry: typed.isEmpty ? nil : typed[row.number], refusal: refused[row.number],
                language: language,
                isContractNumber: row.number == person.contractNumber,
                isMonitorNumber: row.number == list.monitorNumber, way: list.outlook.way(of: row.number),
                isOn: list.isOn, isTicked: many?.ticked.contains(row.number) ?? false)
        }
    }
}

/// One number: what is stored, or what was typed for it and refused.
private struct RowView: ViewModel {
    let row: BulkForwarding.Row
    let entry: BulkForwardingListForm.Entry?
    let refusal: BulkForwardingRefusal?
    let language: Language
    let isContractNumber: Bool
    let isMonitorNumber: Bool
    let way: CallWay
    let isOn: Bool
    let isTicked: Bool

    /// FWD-13: of a call that does not go straight to the destination.
    private var fate: String? {
        if case .leaves = way.end, way.steps.count == 1 { return nil }
        return BulkForwarding.fate(way, isOn: isOn, in: language)
    }

    static let fields: ViewFields<RowView> = [
        "number": { .text($0.row.number.display) },
        "digits": { .text($0.row.number.digits) },
        "isContractNumber": { .flag($0.isContractNumber) },
        "version": { .integer($0.entry?.shown.version ?? $0.row.version) },
        "shown": { .text(ifAny: $0.entry == nil ? $0.row.destination?.digits : $0.entry?.shown.destination) },
        "value": { .text($0.entry?.typed ?? $0.row.destination?.display ?? "") },
        "error": { view in .text(ifAny: view.refusal.map { $0.sentence(for: view.row.number, in: view.language) }) },
        "isMonitorNumber": { .flag($0.isMonitorNumber) },
        "isTicked": { .flag($0.isTicked) },
        "fate": { .text(ifAny: $0.fate) },
        "isBusy": { view in
            if case .busy = view.way.end { .flag(true) } else { .flag(false) }
        },
    ]
}

/// FWD-10: the form for one destination for many.
private struct ManyView: ViewModel {
    let view: BulkForwardingListView

    init(_ view: BulkForwardingListView) { self.view = view }

    private var chosen: BulkForwardingMany.Target { view.many?.target ?? (view.picks ? .ticked : .without) }
    private var targets: [BulkForwardingMany.Target] {
        BulkForwardingMany.Target.allCases.filter { target in
            switch target {
            case .found: view.list.address.isNarrowed
            case .ticked: view.picks
            case .without, .all: true
            }
        }
    }

    static let fields: ViewFields<ManyView> = [
        "field": { .object(FieldView("many", $0.view.many?.typed ?? "", $0.view.problems)) },
        "target": { .object(FieldView("target", "", $0.view.problems)) },
        "targets": { many in
            .list(
                many.targets.map {
                    ManyTargetView(target: $0, isChosen: $0 == many.chosen, language: many.view.language)
                })
        },
        "pickingQuery": { .text(ifAny: $0.view.picks ? nil : $0.view.list.address.pickingQuery) },
    ]
}

private struct ManyTargetView: ViewModel {
    let target: BulkForwardingMany.Target
    let isChosen: Bool
    let language: Language

    static let fields: ViewFields<ManyTargetView> = [
        "value": { .text($0.target.rawValue) },
        "words": { .text($0.target.words(in: $0.language)) },
        "isChosen": { .flag($0.isChosen) },
    ]
}

private struct SearchView: ViewModel {
    let address: BulkForwardingAddress
    let language: Language

    static let fields: ViewFields<SearchView> = [
        "text": { .text($0.address.typed) },
        "inSource": { .flag($0.address.place == .source) },
        "inDestination": { .flag($0.address.place == .destination) },
        "inBoth": { .flag($0.address.place == .both) },
        "withoutDestination": { .flag($0.address.withoutDestination) },
        "isActive": { .flag($0.address.isNarrowed) },
        "error": {
            .text(
                ifAny: $0.address.search == nil ? BulkForwardingProblem.search.sentence(in: $0.language) : nil)
        },
    ]
}
