import HTTP
import Mustache
import SQLite

/// What was typed before the session ended, offered again after signing in again (AUTH-10).
extension SignInPage {
    func showKeptForm(_ visit: Visit) throws -> Response {
        guard let form = try services.database.read({ try KeptFormStore.find(visit.session.token, $0) }) else {
            return Response.redirect(to: "/services")
        }
        return try services.page("SignIn/kept-form", KeptFormView(form: form), for: visit)
    }

    func dropKeptForm(_ visit: Visit) async throws -> Response {
        let token = visit.session.token
        try await services.database.write { database in try KeptFormStore.forget(token, database) }
        return Response.redirect(to: "/services")
    }
}

private struct KeptFormView: ViewModel {
    let form: KeptForm

    static let fields: ViewFields<KeptFormView> = [
        "action": { .text($0.form.path) },
        "entries": { .list($0.form.entries.map(EntryView.init)) },
    ]
}

private struct EntryView: ViewModel {
    let entry: (name: String, value: String)

    static let fields: ViewFields<EntryView> = [
        "name": { .text($0.entry.name) },
        "value": { .text($0.entry.value) },
    ]
}
