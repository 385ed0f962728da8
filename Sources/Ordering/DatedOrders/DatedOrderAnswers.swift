import CivilCalendar
import Exchange
import Shell
import Telephony

/// What was typed for a dated order, as its draft keeps it.
struct DatedOrderAnswers: DraftAnswers {
    var answers: OrderAnswers

    init(_ answers: OrderAnswers) { self.answers = answers }

    func rows(_ section: DatedRow.Section) -> [DatedRow] { section.rows(answers[section.field]) }

    mutating func set(_ rows: [DatedRow], _ section: DatedRow.Section) {
        answers[section.field] = section.text(rows)
    }

    /// Whether the item is among those of the menu.
    func has(_ item: DatedItem) -> Bool { answers["item-\(item.rawValue)"] == "yes" }

    mutating func note(_ item: DatedItem) { answers["item-\(item.rawValue)"] = "yes" }

    mutating func remove(_ item: DatedItem) {
        answers["item-\(item.rawValue)"] = ""
        for field in item.fields { answers[field] = "" }
    }

    /// Of what codes bring nothing is known by what was typed.
    var areCodesOfIP: Bool {
        get { answers["codes-of-ip"] == "yes" }
        set { answers["codes-of-ip"] = newValue ? "yes" : "" }
    }

    var ports: PortRows {
        get { PortRows(text: answers[DatedPorts.rowsField]) }
        set { answers[DatedPorts.rowsField] = newValue.text }
    }

    /// The same for all numbers that come from other carriers.
    var portFeatures: DatedRow {
        get {
            DatedRow(
                Dictionary(
                    uniqueKeysWithValues: DatedRow.Column.features.map { ($0, answers[DatedPorts.field($0)]) }))
        }
        set {
            for column in DatedRow.Column.features { answers[DatedPorts.field(column)] = newValue[column] }
        }
    }

    var networks: NetworkAddressRows {
        get { NetworkAddressRows(text: answers["networks"]) }
        set { answers["networks"] = newValue.text }
    }

    var wish: WorkWish.Typed {
        WorkWish.Typed(day: answers["day"], time: answers["time"], reason: answers["reason"])
    }
}

/// What a dated order asks beside its items (DATED-2 to 4).
struct DatedWish: Sendable, Equatable {
    let work: WorkWish
    let networks: [NetworkAddressChange]
    /// Nil where none is asked.
    let confirmation: TransactionConfirmation?
    /// フリーダイヤル・ナビダイヤル紐付工事, which 特定番号通知 waits for (FEAT-2); nil where none is asked.
    let linkDay: CivilDate?

    enum Problem: Sendable, Equatable {
        case work(WorkWish.Problem)
        case networks(NetworkAddressRows.Problem)
        case confirmation(TransactionConfirmation.Problem)
        case linkDay
        /// The work would come before it.
        case notAfterLink(CivilDate)
    }

    struct Problems: Error, Sendable, Equatable {
        let all: [Problem]
    }
}

/// A voice contract, and what is registered for it.
struct DatedContract: Sendable {
    let voice: VoiceContract
    let networks: [NetworkAddress]
    /// 基本契約番号 and all numbers, where they are few enough to be chosen from a list; none: they are typed.
    var bases: [PhoneNumber] = []
    var numbers: [PhoneNumber] = []

    static let mostOffered = 50

    /// 基本契約番号, where there is no choice.
    var onlyBase: PhoneNumber? { bases.count == 1 ? bases.first : nil }

    /// What a cell offers.
    func offered(_ column: DatedRow.Column) -> [PhoneNumber] {
        switch column {
        case .base: bases
        case .number: numbers
        default: []
        }
    }
}

/// What is asked depends on what is ordered, of which contract, and when.
struct DatedQuestions: Sendable {
    let items: DatedItems
    let contract: DatedContract
    let today: Moment
    let policy: DatedPolicy
    let calendar: BusinessCalendar

    /// DATED-3
    var asksForConfirmation: Bool { contract.voice.isCloudPlan && items.bringsGeographic }

    /// DATED-2
    var needsNetwork: Bool { items.bringsGeographic }

    /// FEAT-2
    var asksForLinkDay: Bool { items.showsNumbers }

    /// PORT-4; nil: nothing is ported.
    var windows: CutOverWindows? { items.windows(policy.cutOver) }

    /// Nil where nothing is ordered yet.
    func days(_ answers: DatedOrderAnswers) -> WorkDays? {
        let hasChanged = asksForConfirmation && answers[TransactionConfirmation.changed] == "yes"
        return items.leadTime(hasChangedConfirmation: hasChanged, policy.leadTimes).map {
            WorkDays($0, appliedOn: today.day, calendar)
        }
    }

    func read(_ answers: DatedOrderAnswers) -> Result<DatedWish, DatedWish.Problems> {
        guard let days = days(answers) else { return .failure(DatedWish.Problems(all: [])) }
        var problems: [DatedWish.Problem] = []
        var (networks, confirmation): ([NetworkAddressChange], TransactionConfirmation?) = ([], nil)
        switch answers.networks.read(beside: contract.networks, needsOne: needsNetwork) {
        case .success(let changes): networks = changes
        case .failure(let faults): problems += faults.all.map(DatedWish.Problem.networks)
        }
        if asksForConfirmation {
            let hasFile = !answers[TransactionConfirmation.file].isEmpty
            switch TransactionConfirmation.read(hasFile: hasFile, { answers[$0] }) {
            case .success(let read): confirmation = read
            case .failure(let faults): problems += faults.all.map(DatedWish.Problem.confirmation)
            }
        }
        let linkDay = asksForLinkDay ? CivilDate(typed: answers["link-day"]) : nil
        if asksForLinkDay, linkDay == nil { problems.append(.linkDay) }
        switch WorkWish.read(answers.wish, mayHaveTime: items.isPorting, days) {
        case .failure(let faults):
            return .failure(DatedWish.Problems(all: problems + faults.all.map(DatedWish.Problem.work)))
        case .success(let work):
            if let linkDay, !(linkDay < work.day) { problems.append(.notAfterLink(linkDay)) }
            guard problems.isEmpty else { return .failure(DatedWish.Problems(all: problems)) }
            return .success(
                DatedWish(work: work, networks: networks, confirmation: confirmation, linkDay: linkDay))
        }
    }
}
