import HTTP
package import Mustache
import SQLite
package import Shell
package import Telephony

/// What was typed before the session ended, offered again after signing in again (AUTH-10).
extension SignInPage {
    func showKeptForm(_ visit: Visit<Person>) throws -> Response {
        guard let form = try services.database.read({ try KeptFormStore.find(visit.session.token, $0) }) else {
            return Response.redirect(to: "/services")
        }
        return try services.page("SignIn/kept-form", KeptFormView(form: form, in: visit.language), for: visit)
    }

    func dropKeptForm(_ visit: Visit<Person>) async throws -> Response {
        let token = visit.session.token
        try await services.database.write { database in try KeptFormStore.forget(token, database) }
        return Response.redirect(to: "/services")
    }
}

/// The form as its sender knows it again; for the template of a site.
package struct KeptFormView: ViewModel {
    let form: KeptForm
    let shown: KeptFormWords

    package init(form: KeptForm, in language: Language) {
        self.form = form
        shown = KeptFormWords(form, in: language)
    }

    package static let fields: ViewFields<KeptFormView> = [
        "action": { .text($0.form.path) },
        "entries": { .list($0.form.entries.map { EntryView(name: $0.name, value: $0.value) }) },
        "shown": { $0.shown.entries.isEmpty ? .absent : .object($0.shown) },
    ]
}

private struct EntryView: ViewModel {
    let name: String
    let value: String

    static let fields: ViewFields<EntryView> = [
        "name": { .text($0.name) },
        "value": { .text($0.value) },
    ]
}

extension KeptFormWords: ViewModel {
    static let fields: ViewFields<KeptFormWords> = [
        "rows": { .list($0.entries) },
        "more": { .text(ifAny: $0.more > 0 ? $0.more.inGroups : nil) },
    ]
}

extension KeptFormWords.Entry: ViewModel {
    static let fields: ViewFields<KeptFormWords.Entry> = [
        "label": { .text(ifAny: $0.label.isEmpty ? nil : $0.label) },
        "words": { .text($0.value) },
    ]
}
