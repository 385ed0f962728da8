import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension TelephoneForwarding {
    static let path = "/bulk-forwarding/telephone"

    static func feature(
        _ services: Services, destinations: Destination.Policy, testCallNumber: PhoneNumber?
    ) -> Feature<Person> {
        let page = TelephoneForwardingPage(
            services: services, destinations: destinations, testCallNumber: testCallNumber)
        let removal = TelephoneForwardingRemovalPage(services: services)
        let isOpen = BulkForwarding.isOpen
        return Feature(
            routes: [
                .page(.get, path, allowed: isOpen, page.show),
                // What is typed rests on the sign-in that typed it.
                .page(.post, path, allowed: isOpen, page.check).unkept,
                .page(.post, path + "/confirmation", allowed: isOpen, page.confirm).unkept,
                .page(.get, path + "/removal", allowed: isOpen, removal.show),
                .page(.post, path + "/removal", allowed: isOpen, removal.remove).unkept,
            ], vocabulary: TelephonePINs.vocabulary)
    }

    /// AUTH-13: the PIN is secret, so that everything is typed anew.
    static func conflict(
        _ stored: StoredTelephonePIN?, typed: String, setsPIN: Bool?, of contract: Int, in language: Language,
        _ database: Connection
    ) throws -> Conflict {
        let callers = Conflict.Row(
            label: label(ofCallers: language), stored: words(for: stored?.callers ?? [], in: language), typed: typed,
            isNumbers: true)
        let pin = setsPIN.map {
            Conflict.Row(
                label: TelephonePIN.label(in: language), stored: Conflict.secret(in: language),
                typed: words(setsPIN: $0, in: language))
        }
        return Conflict(
            change: try TelephonePINChange.latest(of: contract, database), rows: [callers] + (pin.map { [$0] } ?? []),
            answer: .anew(path: path), back: (path, title(in: language)))
    }
}

/// 電話での開始／停止: 入力 → 確認 → 完了.
struct TelephoneForwardingPage: Sendable {
    let services: Services
    let destinations: Destination.Policy
    let testCallNumber: PhoneNumber?

    func show(_ visit: Visit<Person>) throws -> Response { try input(visit) }

    /// Judges the form and, if nothing is wrong with it, shows it once more, with the question for the password. Nothing is set yet.
    func check(_ visit: Visit<Person>) throws -> Response {
        let form = try TelephoneForwardingForm(visit.form)
        switch try read(form, visit) {
        case .failure(let problems): return try input(visit, form, problems.all)
        case .success(let content): return try checkPage(visit, form, content)
        }
    }

    func confirm(_ visit: Visit<Person>) async throws -> Response {
        let form = try TelephoneForwardingForm(visit.form)
        if visit.form["revise"] != nil { return try input(visit, form) }
        let content: TelephoneForwardingForm.Content
        switch try read(form, visit) {
        case .failure(let problems): return try input(visit, form, problems.all)
        case .success(let read): content = read
        }
        let change = TelephonePINChange(
            .registered(callers: content.callers, pin: content.pin), shownVersion: form.version, by: visit)
        switch try await change.run(services, current: visit.form[CurrentPassword.field] ?? "") {
        case .changed: return done(.set, visit)
        case .unchanged: return done(.unchanged, visit)
        case .refused(let refusal):
            return try refusal.answer(in: visit.language) { try checkPage(visit, form, content, $0) }
        case .conflict(let stored):
            let conflict = try services.database.read { database in
                try TelephoneForwarding.conflict(
                    stored, typed: TelephoneForwarding.words(for: content.callers, in: visit.language),
                    setsPIN: content.pin != nil, of: visit.person.contractID, in: visit.language, database)
            }
            return try services.conflictPage(conflict, for: visit)
        }
    }

    private func read(
        _ form: TelephoneForwardingForm, _ visit: Visit<Person>
    ) throws -> Result<TelephoneForwardingForm.Content, TelephoneForwardingForm.Problems> {
        let contract = visit.person.contractID
        return try services.database.read { database in
            let facts = TelephoneForwardingForm.Facts(
                monitorNumber: try ContractsStore.monitorNumber(of: contract, database),
                testCallNumber: testCallNumber, policy: destinations)
            return try form.read(
                facts, stored: try TelephonePINStore.find(contract, database), for: visit, services, database)
        }
    }

    private func done(_ done: TelephoneForwarding.Done, _ visit: Visit<Person>) -> Response {
        .done(done.notice(in: visit.language), at: TelephoneForwarding.path)
    }

    private func input(
        _ visit: Visit<Person>, _ typed: TelephoneForwardingForm? = nil, _ problems: [Problem] = []
    ) throws -> Response {
        let (stored, isTold) = try services.database.read { database in
            (
                try TelephonePINStore.find(visit.person.contractID, database),
                try SecurityNotice.hasAddress(visit.person.contractNumber, database)
            )
        }
        let view = TelephoneForwardingInputView(
            stored: stored, form: typed ?? TelephoneForwardingForm(stored), isTold: isTold, problems: problems,
            language: visit.language)
        return try services.page("TelephoneForwarding/input", view, for: visit, problems: problems)
    }

    private func checkPage(
        _ visit: Visit<Person>, _ form: TelephoneForwardingForm, _ content: TelephoneForwardingForm.Content,
        _ problems: [Problem] = []
    ) throws -> Response {
        let view = TelephoneForwardingCheckView(
            content: content, typedCallers: form.typedCallers,
            sealed: try content.pin?.sealed(for: visit, services.key) ?? "", version: form.version,
            digits: visit.person.number.digits, problems: problems)
        return try services.page("TelephoneForwarding/check", view, for: visit, problems: problems)
    }
}
