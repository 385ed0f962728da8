import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// サービス選択, the top page after sign-in: what is in force now, and what can be set. One line a service.
enum ServiceSelection {
    /// What can be set about signing in, in the order of the page: one line each.
    static let signInSettings = [
        SignInSetting("パスワード変更", "ログインに使うパスワードを変更します。", at: "/password"),
        SignInSetting("ワンタイムパスワード", "メールで届く数字での確認について、利用選択やメールアドレスを変更します。", at: "/one-time-password/settings"),
        SignInSetting(
            "番号ごとのパスワード", "ご契約の電話番号のパスワードを設定します。CSVファイルでまとめて設定することもできます。", at: "/password/numbers",
            for: PasswordOfNumber.isOpen),
        SignInSetting(
            "認証単位変更", "どの電話番号でログインし、どの番号の設定をするかを変更します。", at: "/authentication-unit",
            for: AuthenticationUnits.isOpen),
        SignInSetting("ログイン中の端末", "どこでログインしているかを確かめ、心当たりのないログインを終了します。", at: DevicePage.path),
        SignInSetting("操作履歴", "ログインや設定の変更など、いつ、どこから、何が行われたかを確認します。", at: HistoryPage.path),
    ]

    package static func feature(
        _ services: Services, age: PasswordAge, monitor: LineMonitorPolicy
    ) -> Feature<Person> {
        let page = ServiceSelectionPage(services: services, age: age, monitor: monitor)
        return Feature(routes: [.page(.get, "/services", page.show)])
    }
}

/// A line of ログイン・認証の設定: a page about signing in.
struct SignInSetting: Sendable {
    let name: String
    let words: String
    let path: String
    /// Whether that person may use the page.
    let isOpen: @Sendable (Person) -> Bool

    init(
        _ name: String, _ words: String, at path: String,
        for isOpen: @escaping @Sendable (Person) -> Bool = { _ in true }
    ) {
        self.name = name
        self.words = words
        self.path = path
        self.isOpen = isOpen
    }
}

extension SignInSetting: ViewModel {
    static let fields: ViewFields<SignInSetting> = [
        "name": { .text($0.name) },
        "words": { .text($0.words) },
        "path": { .text($0.path) },
    ]
}

struct ServiceSelectionPage: Sendable {
    let services: Services
    let age: PasswordAge
    let monitor: LineMonitorPolicy

    func show(_ visit: Visit<Person>) throws -> Response {
        let person = visit.person
        let view = try services.database.read { database in
            ServiceSelectionView(
                person: person,
                passwordEnd: try CredentialStore.find(person.number, database).state.regular.flatMap {
                    age.warning(setAt: $0.setAt, at: visit.now)
                },
                now: visit.now,
                bulkForwarding: try BulkForwarding.overview(for: person, in: .japanese, database),
                faultNotification: try FaultNotification.overview(
                    for: person, monitor, at: visit.now, database))
        }
        return try services.page("ServiceSelection/services", view, for: visit)
    }
}

private struct ServiceSelectionView: ViewModel {
    let person: Person
    /// AUTH-8: when the password must be replaced, if that is near.
    let passwordEnd: Moment?
    let now: Moment
    let bulkForwarding: (any ViewModel)?
    let faultNotification: (any ViewModel)?

    static let fields: ViewFields<ServiceSelectionView> = [
        "contract": { .object(ContractView(person: $0.person)) },
        "passwordWarning": { view in
            .object(ifAny: view.passwordEnd.map { PasswordWarningView(end: $0, now: view.now) })
        },
        "signInSettings": { view in
            .list(ServiceSelection.signInSettings.filter { $0.isOpen(view.person) })
        },
        "bulkForwarding": { $0.bulkForwarding.map { .object($0) } ?? .absent },
        "faultNotification": { $0.faultNotification.map { .object($0) } ?? .absent },
    ]
}

private struct ContractView: ViewModel {
    let person: Person

    static let fields: ViewFields<ContractView> = [
        "number": { .text($0.person.contractNumber.display) },
        "name": { .text($0.person.contractName) },
        "unit": { .text($0.person.unit.name(in: .japanese)) },
    ]
}

private struct PasswordWarningView: ViewModel {
    let end: Moment
    let now: Moment

    static let fields: ViewFields<PasswordWarningView> = [
        "days": { .integer(PasswordAge.daysLeft(until: $0.end, at: $0.now)) },
        "until": { .text($0.end.dateAndTimeText) },
        "untilISO": { .text($0.end.machineText) },
    ]
}
