import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// アカウント設定: how the account stands, and the ways to change it.
struct OwnAccountPage: Sendable {
    let services: Services

    static let path = "/own-account"

    var routes: [SiteRoute<Employee>] { [.page(.get, Self.path, show)] }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let id = visit.person.id
        let (account, codes) = try services.database.read {
            (try AccountStore.find(id, $0), try AccountFactorStore.recoveryCodesLeft(of: id, $0))
        }
        guard let account else { throw PageRefusal.notFound }
        let view = OwnAccountView(person: visit.person, account: account, codes: codes, language: visit.language)
        return try services.page("OwnAccount/account", view, for: visit)
    }
}

private struct OwnAccountView: ViewModel {
    let person: Employee
    let account: Account
    let codes: Int
    let language: Language

    static let fields: ViewFields<OwnAccountView> = [
        "name": { .text($0.account.name) },
        "mailAddress": { .text($0.account.mailAddress.text) },
        "telephone": { .text($0.account.telephone.display) },
        "kind": { .text(Account.kind(isAdministrator: $0.account.isAdministrator, in: $0.language)) },
        "isAdministrator": { .flag($0.account.isAdministrator) },
        "id": { .integer($0.account.id) },
        "secondFactor": { .text(($0.account.secondFactor ?? .mail).name(in: $0.language)) },
        "codes": { .integer($0.codes) },
        "hasCodes": { .flag($0.codes > 0) },
    ]
}
