import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// A form of a number: 入力, 確認, and back to the number's page when it is done.
struct NumberFormPage<Forms: NumberForms>: Sendable {
    let forms: Forms
    let part: Forms.Part

    private var services: Services { forms.services }
    private var path: String { "\(forms.service.path)/\(part.rawValue)" }

    func show(_ visit: Visit<Person>) throws -> Response {
        let found = try services.database.read { database -> Found? in
            try forms.service.number(named: visit.query[NumberService.field], for: visit.person, database)
                .map { try find($0, database) }
        }
        guard let found else { return .redirect(to: forms.service.path) }
        return try input(visit, found, draft(of: found.settings))
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        guard let digits = visit.form[NumberService.field] else { throw FormProblem.malformed }
        let found = try services.database.read { database in
            guard let key = try forms.service.number(named: digits, for: visit.person, database) else {
                throw PageRefusal.notFound
            }
            return try find(key, database)
        }
        let draft = try NumberDraft(part.groups, visit.form) { forms.text(of: $0, in: found.settings) }
        switch visit.form["step"] ?? "" {
        case "": return try check(visit, found, draft)
        case "edit": return try input(visit, found, draft)
        case "confirm": return try await confirm(visit, found, draft)
        case let button:
            guard let remark = try await forms.press(button, draft, part, of: found.key, visit) else {
                throw FormProblem.malformed
            }
            return try input(visit, found, draft, saying: remark)
        }
    }

    // MARK: What is stored

    private struct Found {
        let key: NumberKey
        let settings: Forms.Settings
    }

    private func find(_ key: NumberKey, _ database: Connection) throws -> Found {
        Found(key: key, settings: try forms.settings(of: key, database))
    }

    private func draft(of settings: Forms.Settings) -> NumberDraft {
        NumberDraft(part.groups, version: settings.versions[part]) { forms.text(of: $0, in: settings) }
    }

    // MARK: 入力

    private func input(
        _ visit: Visit<Person>, _ found: Found, _ draft: NumberDraft, _ problems: [Problem] = [],
        saying remark: NumberFormRemark? = nil
    ) throws -> Response {
        var (problems, said) = (problems, nil as NumberFormInputView.Said?)
        switch remark {
        case .refused(let refused)?: problems += refused
        case .said(let heading, let sentence)?: said = .init(heading: heading, sentence: sentence)
        case nil: break
        }
        let view = NumberFormInputView(
            frame: try frame(visit, found, found.settings), version: draft.version,
            input: forms.input(draft, problems, of: part, found.settings, in: visit.language), said: said)
        return try services.page(part.template, view, for: visit, problems: problems)
    }

    private func frame(
        _ visit: Visit<Person>, _ found: Found, _ settings: Forms.Settings
    ) throws -> NumberFrameView {
        try services.database.read { database in
            NumberFrameView(
                service: forms.service, number: found.key.number,
                hasOthers: try forms.service.choice(for: visit.person, atMost: 2, database).count > 1,
                remarks: try forms.remarks(settings, part, of: found.key, in: visit.language, database),
                language: visit.language)
        }
    }

    // MARK: 確認

    private func check(_ visit: Visit<Person>, _ found: Found, _ draft: NumberDraft) throws -> Response {
        let read = try services.database.read { database in
            try forms.read(draft, part, over: found.settings, of: found.key, in: visit.language, database)
        }
        guard case .success(let new) = read else { return try refuse(visit, found, draft, read) }
        if new == found.settings { return unchanged(visit, found.key) }
        if draft.version != found.settings.versions[part] {
            return try conflict(visit, found, new, draft)
        }
        let effects = try services.database.read { database in
            try forms.effects(found.settings, new, part, of: found.key, in: visit.language, database)
        }
        let view = NumberFormCheckView(
            frame: try frame(visit, found, new), title: part.title(in: visit.language), path: path,
            rows: part.groups.map { group in
                .init(
                    label: forms.label(of: group.name, in: visit.language),
                    before: forms.words(of: group.name, in: found.settings, visit.language),
                    after: forms.words(of: group.name, in: new, visit.language), isNumbers: group.isNumbers)
            },
            effects: effects, kept: [("version", "\(draft.version)")] + draft.sent(part.groups))
        return try services.page("NumberServices/check", view, for: visit)
    }

    private func refuse(
        _ visit: Visit<Person>, _ found: Found, _ draft: NumberDraft,
        _ read: Result<Forms.Settings, NumberFormProblems>
    ) throws -> Response {
        guard case .failure(let problems) = read else { return unchanged(visit, found.key) }
        return try input(visit, found, draft, problems.all)
    }

    // MARK: 完了

    private enum Outcome: Sendable {
        case saved(Forms.Settings)
        case unchanged
        case refused([Problem], Forms.Settings)
        case conflict(Forms.Settings, new: Forms.Settings)
    }

    private func confirm(_ visit: Visit<Person>, _ found: Found, _ draft: NumberDraft) async throws -> Response {
        let (key, actor, language, person) = (found.key, visit.actor, visit.language, visit.person)
        let outcome = try await services.database.write { database -> Outcome in
            // The number, or its service, may be gone meanwhile.
            guard try forms.service.number(named: key.number.digits, for: person, database) == key else {
                throw PageRefusal.notFound
            }
            let stored = try forms.settings(of: key, database)
            switch try forms.read(draft, part, over: stored, of: key, in: language, database) {
            case .failure(let problems): return .refused(problems.all, stored)
            case .success(stored): return .unchanged
            case .success(let new):
                guard draft.version == stored.versions[part] else { return .conflict(stored, new: new) }
                try forms.keep(new, over: stored, part, of: key, by: actor, database)
                return .saved(new)
            }
        }
        switch outcome {
        case .saved(let new):
            return .done(forms.done(new, part, in: language), at: forms.service.path(of: key.number))
        case .unchanged: return unchanged(visit, key)
        case .refused(let problems, let stored):
            return try input(visit, Found(key: key, settings: stored), draft, problems)
        case .conflict(let stored, let new):
            return try conflict(visit, Found(key: key, settings: stored), new, draft)
        }
    }

    /// Perhaps because the person has chosen so after a conflict.
    private func unchanged(_ visit: Visit<Person>, _ key: NumberKey) -> Response {
        let isChosen = part.groups.contains { visit.form[$0.choice] != nil }
        return .done(
            isChosen ? Conflict.kept : NumberService.unchanged(in: visit.language),
            at: forms.service.path(of: key.number))
    }

    /// AUTH-13: what differs is chosen setting by setting, what does not goes along unseen.
    private func conflict(
        _ visit: Visit<Person>, _ found: Found, _ new: Forms.Settings, _ draft: NumberDraft
    ) throws -> Response {
        let isOther: (NumberFormGroup) -> Bool = { group in
            forms.words(of: group.name, in: found.settings, visit.language)
                != forms.words(of: group.name, in: new, visit.language)
        }
        let version = found.settings.versions[part]
        let rows = part.groups.filter(isOther).map { group in
            Conflict.Row(
                choice: group.choice, label: forms.label(of: group.name, in: visit.language),
                stored: forms.words(of: group.name, in: found.settings, visit.language),
                typed: forms.words(of: group.name, in: new, visit.language), sent: draft.sent([group]))
        }
        let kept = [
            (NumberService.field, found.key.number.digits), ("version", "\(version)"),
        ]
        let change = try services.database.read { database in
            try AuditStore.latest(part.events, about: found.key.number, of: found.key.contract, database)
        }
        return try services.conflictPage(
            Conflict(
                change: change, rows: rows,
                answer: .here(
                    path: path, kept: kept + draft.sent(part.groups.filter { !isOther($0) })),
                back: (forms.service.path(of: found.key.number), part.title(in: visit.language))), for: visit)
    }
}
