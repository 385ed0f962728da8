import Exchange
import Telephony

/// What a draft of a dated order asks for, read: the wishes, where each of them was typed, and what is wrong with what was typed.
struct DatedItems: Sendable {
    /// Where something was typed.
    struct Place: Sendable, Equatable {
        let item: DatedItem
        /// Of the control that is told of.
        let field: String
        /// Of a row; counted from 0.
        var row: Int?
    }

    enum Fault: Sendable, Equatable {
        case missing(DatedRow.Column)
        case form(DatedRow.Column)
        case nothing, tooManyRows
        case listing(TextFault)
        case port(PortRows.Problem)
        case remainingNotChosen, remainingFileMissing
        case notTicked, noneChosen
        case tooManyNumbers(Int)
        /// No telephone number.
        case noNumber(String)
    }

    private(set) var items: [VoiceOrderItem] = []
    /// Of each of them.
    private(set) var places: [Place] = []
    private(set) var faults: [(place: Place, fault: Fault)] = []
    /// All codes are known to bring 050番号.
    private let areCodesOfIP: Bool

    init(_ answers: DatedOrderAnswers, only item: DatedItem? = nil) {
        areCodesOfIP = answers.areCodesOfIP
        for each in DatedItem.allCases where answers.has(each) && (item == nil || item == each) { read(each, answers) }
    }

    var isSound: Bool { faults.isEmpty && !items.isEmpty }

    private mutating func read(_ item: DatedItem, _ answers: DatedOrderAnswers) {
        let before = (items.count, faults.count)
        switch item {
        case .numbers, .features, .directory:
            for section in item.sections { read(section, of: item, answers.rows(section)) }
        case .ports: readPorts(answers)
        case .removal: readRemoval(answers)
        }
        if (items.count, faults.count) == before { note(Place(item: item, field: "rows"), .nothing) }
    }

    private mutating func note(_ place: Place, _ fault: Fault) { faults.append((place, fault)) }

    private mutating func add(_ item: VoiceOrderItem, _ place: Place) {
        items.append(item)
        places.append(place)
    }

    // MARK: Rows

    private mutating func read(_ section: DatedRow.Section, of item: DatedItem, _ rows: [DatedRow]) {
        guard rows.count <= DatedRow.most else { return note(Place(item: item, field: "rows"), .tooManyRows) }
        for (row, typed) in rows.enumerated() where !typed.isEmpty {
            func place(_ column: DatedRow.Column) -> Place {
                Place(item: item, field: section.field(column, row), row: row)
            }
            let count = faults.count
            let wish = wish(section, typed) { note(place($0), $1) }
            if faults.count == count, let wish { add(wish, place(section.columns[0])) }
        }
    }

    private func wish(
        _ section: DatedRow.Section, _ row: DatedRow, _ note: (DatedRow.Column, Fault) -> Void
    ) -> VoiceOrderItem? {
        let features = row.features { note($0, .form($0)) }
        switch section {
        case .new:
            let (base, kind) = (number(.base, row, note), VoiceNumberKind(rawValue: row[.kind]))
            let count = PastedText(row[.count]).count
            if kind == nil { note(.kind, .missing(.kind)) }
            if count.map(DatedRow.counts.contains) != true { note(.count, .form(.count)) }
            guard let base, let kind, let count else { return nil }
            return NumberWish(kind, beside: base, count: count).map { .add($0, features) }
        case .coded:
            let (base, code) = (number(.base, row, note), ReservationCode(typed: row[.code]))
            if code == nil { note(.code, .form(.code)) }
            guard let base, let code else { return nil }
            return .reserved(code, beside: base, features)
        case .features: return number(.number, row, note).map { .change($0, features) }
        case .directory: return listing(row, note)
        }
    }

    private func listing(_ row: DatedRow, _ note: (DatedRow.Column, Fault) -> Void) -> VoiceOrderItem? {
        let number = number(.number, row, note)
        let name = PlainName(row[.listing])
        let isListed = row[.listed] == "yes"
        if !isListed, row[.listed] != "no" { note(.listed, .missing(.listed)) }
        for fault in name.faults(limit: VoiceOrderItem.longestListing, isRequired: isListed) {
            note(.listing, .listing(fault))
        }
        return number.map { .list($0, name: isListed ? name.text : "") }
    }

    private func number(
        _ column: DatedRow.Column, _ row: DatedRow, _ note: (DatedRow.Column, Fault) -> Void
    ) -> PhoneNumber? {
        let number = PhoneNumber(row[column])
        if number == nil { note(column, PastedText(row[column]).text.isEmpty ? .missing(column) : .form(column)) }
        return number
    }

    // MARK: 番号ポータビリティ

    private mutating func readPorts(_ answers: DatedOrderAnswers) {
        func place(_ field: String, _ row: Int? = nil) -> Place { Place(item: .ports, field: field, row: row) }
        let base = PhoneNumber(answers[DatedPorts.base])
        if base == nil { note(place(DatedPorts.base), .form(.base)) }
        let features = answers.portFeatures.features { note(place(DatedPorts.field($0)), .form($0)) }
        switch answers[DatedPorts.remaining] {
        case "no": break
        case "yes": if answers[DatedPorts.file].isEmpty { note(place(DatedPorts.file), .remainingFileMissing) }
        default: note(place(DatedPorts.remaining), .remainingNotChosen)
        }
        // Read once: each look is a look at the whole draft.
        let ports = answers.ports
        switch ports.read() {
        case .failure(let problems): for problem in problems.all { note(place("rows"), .port(problem)) }
        case .success(let lines):
            guard let base else { return }
            let rows = ports.all.indices.filter { !ports.all[$0].isEmpty }
            for (row, line) in zip(rows, lines) {
                let field = PortRow.Column.number.field(row)
                add(
                    .port(line, beside: base, leavesOthers: answers[DatedPorts.remaining] == "yes", features),
                    place(field, row))
            }
        }
    }

    // MARK: 廃止

    private mutating func readRemoval(_ answers: DatedOrderAnswers) {
        func place(_ field: String) -> Place { Place(item: .removal, field: field) }
        let numbers = answers.ending
        if numbers.count > DatedRemoval.most { return note(place("chosen"), .tooManyNumbers(numbers.count)) }
        for number in numbers { add(.end(number), place("chosen")) }
        let others = DatedRemoval.read(answers[DatedRemoval.typed]).others
        for text in others { note(place(DatedRemoval.typed), .noNumber(text)) }
        if numbers.isEmpty, others.isEmpty { note(place("chosen"), .noneChosen) }
        if answers[DatedRemoval.ticked] != "yes" { note(place(DatedRemoval.ticked), .notTicked) }
    }
}

extension DatedItems {
    /// DATED-4
    func leadTime(hasChangedConfirmation: Bool, _ times: LeadTimes) -> LeadTime? {
        LeadTime.longest(
            of: items.map { item -> LeadTime.Cause in
                switch item {
                case .add, .reserved: .numbers
                case .port(let line, _, _, _): line.isFromNTT ? .portabilityFromNTT : .portabilityFromOthers
                case .change, .list, .end: .features
                }
            }, hasChangedConfirmation: hasChangedConfirmation, times)
    }

    private var ported: [PortLine] { items.compactMap { if case .port(let line, _, _, _) = $0 { line } else { nil } } }

    var isPorting: Bool { !ported.isEmpty }

    /// PORT-4; nil: nothing is ported.
    func windows(_ policy: CutOverPolicy) -> CutOverWindows? { policy.windows(of: ported) }

    /// 特定番号通知 is asked for.
    var showsNumbers: Bool { items.contains { $0.features?.shownNumber != nil } }

    /// 0AJ番号 come: new ones, or those of other carriers.
    var bringsGeographic: Bool {
        items.contains { item in
            switch item {
            case .add(let wish, _): wish.kind == .geographic
            case .port: true
            case .reserved: !areCodesOfIP
            case .change, .list, .end: false
            }
        }
    }
}

extension PortRow.Column {
    func field(_ row: Int) -> String { "port-\(row)-\(rawValue)" }
}
