import Mustache
import Telephony

/// What `Templates/Shell/conflict` shows.
struct ConflictView: ViewModel {
    let conflict: Conflict
    /// What the person signs in with, for password managers.
    let account: String
    let language: Language

    static let fields: ViewFields<ConflictView> = [
        "reason": { .text(ifAny: $0.conflict.reason) },
        "change": { view in
            .object(ifAny: view.conflict.change.map { ChangeView(change: $0, language: view.language) })
        },
        "rows": { .list($0.conflict.rows) },
        "here": { view in
            guard case .here(let path, let kept, let asksPassword) = view.conflict.answer else { return .absent }
            return .object(HereView(path: path, kept: kept, account: asksPassword ? view.account : nil))
        },
        "anew": { view in
            guard case .anew(let path) = view.conflict.answer else { return .absent }
            return .text(path)
        },
        "backPath": { .text($0.conflict.back.path) },
        "backTitle": { .text($0.conflict.back.title) },
    ]
}

private struct HereView: ViewModel {
    let path: String
    let kept: [(name: String, value: String)]
    /// nil: the password is not asked for.
    let account: String?

    static let fields: ViewFields<HereView> = [
        "path": { .text($0.path) },
        "kept": { .list($0.kept.map(SentView.init)) },
        "password": { $0.account == nil ? .absent : .object($0) },
        "digits": { .text($0.account ?? "") },
        "currentPassword": { _ in .object(FieldView("currentPassword")) },
    ]
}

private struct SentView: ViewModel {
    let name: String
    let value: String

    static let fields: ViewFields<SentView> = ["name": { .text($0.name) }, "value": { .text($0.value) }]
}

extension Conflict.Row: ViewModel {
    static let fields: ViewFields<Conflict.Row> = [
        "choice": { .text($0.choice) },
        "label": { .text($0.label) },
        "isNumbers": { .flag($0.isNumbers) },
        "shown": { .text(ifAny: $0.shown) },
        "stored": { .text($0.stored) },
        "typed": { .text($0.typed) },
        "sent": { .list($0.sent.map(SentView.init)) },
    ]
}

private struct ChangeView: ViewModel {
    let change: Authorship
    let language: Language

    static let fields: ViewFields<ChangeView> = [
        "at": { .text($0.change.at.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.change.at.machineText) },
        "by": { .text($0.change.by.words(in: $0.language)) },
    ]
}
