import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 外線発信設定 (SET-4): one number for many extensions, which stay ticked over searches and pages.
struct OutgoingPage: Sendable {
    let desk: ExtensionDesk

    static let page = SettingsPath.outgoing
    /// Behind the page's address.
    static let (undo, export) = ("/undo", "/export.csv")
    /// The choice of no number.
    static let withheld = "withheld"

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.page.family()) { try page($0, ExtensionTicks(at: $0.query), seen: nil) },
            desk.page(.post, Self.page.family(), bodyLimit: ExtensionTicks.bodyLimit, act),
            desk.page(.post, Self.page.family(Self.undo), takeBack),
            desk.page(.get, Self.page.family(Self.export), download),
        ]
    }

    private func act(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        guard let seen = visit.form["seen"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        if Conflict.keepsStored(visit.form) {
            return desk.services.done(Conflict.kept, at: Self.page.of(opened.code))
        }
        let all = try desk.services.database.read { try OutgoingNumberStore.all(of: opened.code, $0) }
        let chosen = Set(
            (visit.form["chosen"] ?? "").split(separator: " ").compactMap { ExtensionNumber(hyphenated: $0) })
        var ticks = ExtensionTicks(chosen, sent: visit.form, among: all.map(\.extension))
        let act = visit.form["act"] ?? "search"
        ticks.carryOut(act, Self.found(ticks, in: all).map(\.extension))
        guard act == "set" else { return try page(visit, ticks, seen: seen) }
        guard !ticks.chosen.isEmpty else { return try page(visit, ticks, seen: seen, [.noneChosen]) }
        let choice = visit.form["number"] ?? ""
        let shown = PhoneNumber(clean: choice)
        guard shown != nil || choice == Self.withheld else { return try page(visit, ticks, seen: seen, [.noNumber]) }
        return try await set(ticks, to: shown, seen: seen, opened, visit)
    }

    private func set(
        _ ticks: ExtensionTicks, to shown: PhoneNumber?, seen: Int, _ opened: ExtensionDesk.Opened,
        _ visit: Visit<Employee>
    ) async throws -> Response {
        let change = OutgoingChange(
            chosen: ticks.chosen, shown: shown, seen: seen, contract: opened.code, actor: visit.actor)
        switch try await desk.save(opened, for: visit, change.run) {
        case .unknownNumber: return try page(visit, ticks, seen: seen, [.unknownNumber])
        case .conflict(let quicker, let seen):
            return try conflict(quicker, ticks, shown, seen: seen, opened, visit)
        case .saved(let count, let change):
            let undo = change.map { Notice.Undo(path: Self.page.of(opened.code, Self.undo), change: $0) }
            return desk.services.done(
                .outgoingSaved(count, shown, undo: undo, in: visit.language), at: Self.page.of(opened.code))
        }
    }

    private func conflict(
        _ quicker: [OutgoingNumber], _ ticks: ExtensionTicks, _ shown: PhoneNumber?, seen: Int,
        _ opened: ExtensionDesk.Opened, _ visit: Visit<Employee>
    ) throws -> Response {
        let here = Self.page.of(opened.code)
        let row = Conflict.Row(
            label: OutgoingNumber.names(of: quicker.map(\.extension), in: visit.language),
            stored: OutgoingNumber.words(quicker, in: visit.language),
            typed: shown.words(in: visit.language),
            sent: [
                ("seen", "\(seen)"), ("act", "set"), ("number", shown?.digits ?? Self.withheld),
                ("chosen", ticks.chosen.sorted().map(\.hyphenated).joined(separator: " ")),
            ])
        return try desk.services.conflictPage(
            Conflict(rows: [row], answer: .here(path: here), back: (here, Self.page.title(in: visit.language))),
            for: visit)
    }

    private func takeBack(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        guard let change = visit.form["change"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let undo = OutgoingUndo(change: change, contract: opened.code, actor: visit.actor)
        let outcome = try await desk.save(opened, for: visit, undo.run)
        switch outcome {
        case .notFound: throw PageRefusal.notFound
        case .newer(let numbers):
            return try page(visit, ExtensionTicks(at: visit.query), seen: nil, [.newer(numbers)], status: .conflict)
        case .numbersGone(let numbers):
            return try page(
                visit, ExtensionTicks(at: visit.query), seen: nil, [.numbersGone(numbers)], status: .conflict)
        case .undone(let count):
            return desk.services.done(.outgoingUndone(count, in: visit.language), at: Self.page.of(opened.code))
        case .alreadyUndone:
            return desk.services.done(.outgoingUndone(nil, in: visit.language), at: Self.page.of(opened.code))
        }
    }

    /// What uploads unchanged (FWD-6).
    private func download(_ visit: Visit<Employee>) throws -> Response {
        let (opened, all) = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            return (opened, try OutgoingNumberStore.all(of: opened.code, database))
        }
        return .csv(
            OutgoingFile.download(all, in: visit.language), OutgoingFile.name(of: opened.code, in: visit.language),
            plainName: "outgoing-numbers_\(opened.code).csv")
    }

    static func found(_ ticks: ExtensionTicks, in all: [OutgoingNumber]) -> [OutgoingNumber] {
        let digits = ticks.words.filter { $0 != "-" }
        return ticks.words.isEmpty
            ? all
            : all.filter {
                !digits.isEmpty && $0.extension.digits.contains(digits) || $0.name.contains(ticks.words)
            }
    }

    /// - Parameter seen: what the form was drawn from; nil for what is stored now.
    private func page(
        _ visit: Visit<Employee>, _ ticks: ExtensionTicks, seen: Int?, _ wrong: [OutgoingProblem] = [],
        status: Status? = nil
    ) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            let all = try OutgoingNumberStore.all(of: opened.code, database)
            return OutgoingView(
                frame: desk.frame(Self.page, opened, visit), contract: opened.code,
                lines: try ExtensionRoutingStore.lines(of: opened.code, database), ticks: ticks,
                found: Self.found(ticks, in: all),
                seen: try seen ?? ExtensionChangeStore.latest(.outgoingNumbers, of: opened.code, database),
                number: visit.form["number"] ?? "", problems: problems, language: visit.language)
        }
        return try desk.services.page(
            "ExtensionRouting/outgoing", view, for: visit, problems: problems, status: status)
    }
}

/// Why nothing was set, or taken back.
enum OutgoingProblem: Sendable, Equatable {
    case noneChosen, noNumber, unknownNumber
    case newer([ExtensionNumber])
    case numbersGone([PhoneNumber])
}
