import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension PhoneNumber: Tickable {
    var tickName: String { digits }
}

/// ステップ 2: 番号の選択 (VOICE-6): what is ticked stays ticked over searches and pages, without script too; what is chosen stands on top.
struct NumberPickerPage: Sendable {
    let flow: ImmediateOrderFlow

    /// So many are told one by one.
    private static let mostListed = 100

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.numbers, opened)
        return try page(
            visit, opened, opened.draft.reference, opened.answers, Ticks(Set(opened.answers.chosen), at: visit.query))
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        var answers = opened.answers
        let shown = (visit.form["shown"] ?? "").split(separator: " ").compactMap { PhoneNumber(clean: String($0)) }
        var ticks = Ticks(Set(answers.chosen), sent: visit.form, among: shown)
        let act = visit.form["act"] ?? "next"
        if act == "all" || act == "none" {
            let found = try flow.services.database.read {
                try NumberPick.find(flow.kind, ticks.words, of: contract.code, $0)
            }
            ticks.carryOut(act, found.filter(\.isPickable).map(\.number))
        } else if let gone = act.split(separator: "-").last.flatMap({ PhoneNumber(clean: String($0)) }) {
            ticks.chosen.remove(gone)
        }
        answers.chosen = Array(ticks.chosen)
        if flow.kind == .endNumbers { answers["end"] = visit.form["end"] ?? "" }
        let problems = act == "next" ? try problems(answers, opened, visit) : []
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, ticks, isOvertaken: true)
        case .kept(let draft):
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, ticks, problems) }
            let next = flow.steps[flow.number(of: .numbers)]
            return .redirect(
                to: act == "next" ? flow.path(of: next, draft) : "\(flow.path(of: .numbers, draft))&\(ticks.query)")
        }
    }

    private func problems(
        _ answers: ImmediateOrderAnswers, _ opened: ImmediateOrderFlow.Opened, _ visit: Visit<Employee>
    ) throws -> [Problem] {
        if answers.chosen.isEmpty {
            return [Problem("chosen", ImmediateOrderWords.noneChosen(flow.kind, in: visit.language))]
        }
        guard flow.kind == .endNumbers else { return [] }
        var opened = opened
        opened.answers = answers
        var problems = try flow.check(opened, visit).problems.map {
            Problem("chosen", $0.problem.sentence(in: visit.language))
        }
        if !answers.isEndTicked {
            problems.append(Problem("end", ImmediateOrderWords.endNotTicked(in: visit.language)))
        }
        return problems
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: ImmediateOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: ImmediateOrderAnswers, _ ticks: Ticks<PhoneNumber>, _ problems: [Problem] = [],
        isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let perPage = Ticks<PhoneNumber>.perPage
        let view = try flow.services.database.read { database in
            NumberPickerView(
                frame: flow.frame(.numbers, draft, contract.code, visit, isOvertaken: isOvertaken), kind: flow.kind,
                contract: contract, chosen: ticks.chosen.sorted(), ticks: ticks,
                rows: try NumberPick.find(
                    flow.kind, ticks.words, of: contract.code, atMost: perPage, after: (ticks.page - 1) * perPage,
                    database),
                total: try NumberPick.count(flow.kind, ticks.words, of: contract.code, database),
                uses: flow.kind == .endNumbers
                    ? try NumberUseStore.uses(of: ticks.chosen.sorted().prefix(Self.mostListed), database) : [],
                isEndTicked: answers.isEndTicked, problems: problems, language: visit.language)
        }
        return try flow.services.page(
            "ImmediateOrders/picker", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

/// A number that can be chosen.
struct NumberPick: Sendable {
    let number: PhoneNumber
    let base: PhoneNumber
    /// Nil for a base number: how many hang on it says `dialInCount`.
    var features: NumberFeatures = .none
    var dialInCount = 0
    var isPickable = true

    /// Those that an order of the kind can be about.
    static func find(
        _ kind: OrderKind, _ words: String, of contract: ContractCode, atMost count: Int = .max, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [NumberPick] {
        let words = searched(words)
        guard kind != .addNumbers else {
            return try VoiceNumberStore.bases(
                of: [contract], matching: words, atMost: count, after: skipped, database
            ).map { NumberPick(number: $0.number, base: $0.number, dialInCount: $0.dialInCount) }
        }
        return try VoiceNumberStore.numbers(of: contract, with: words, atMost: count, after: skipped, database).map {
            NumberPick(
                number: $0.number, base: $0.base, features: $0.features, isPickable: kind != .endNumbers || !$0.isBase)
        }
    }

    static func count(_ kind: OrderKind, _ words: String, of contract: ContractCode, _ database: Connection) throws
        -> Int
    {
        kind == .addNumbers
            ? try VoiceNumberStore.countOfBases(of: [contract], matching: searched(words), database)
            : try VoiceNumberStore.count(of: contract, with: searched(words), database)
    }

    /// Numbers are searched without their hyphens.
    private static func searched(_ words: String) -> String { words.filter { $0 != "-" } }
}
