import Accounts
import Encodings
import Mustache
import Shell
import Telephony

/// The secret that an authenticator app is to be given, as a picture and as text.
struct AuthenticatorAppView: ViewModel {
    let app: AuthenticatorApp
    let address: String
    let problems: [Problem]

    init(_ app: AuthenticatorApp, of person: Employee, issuer: String, problems: [Problem]) {
        (self.app, self.problems) = (app, problems)
        address = app.address(issuer: issuer, account: person.mailAddress.text)
    }

    static let fields: ViewFields<AuthenticatorAppView> = [
        "secret": { .text($0.app.secretText) },
        "address": { .text($0.address) },
        "picture": { view in
            .object(ifAny: QRCode(Array(view.address.utf8)).map { QRCodePicture(code: $0) })
        },
        "code": { .object(FieldView("code", "", $0.problems)) },
    ]
}
