import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ワンタイムパスワードの設定 after sign-in: what is in force, and what can be changed of it (OTP-7).
struct OneTimePasswordSettingsPage: Sendable {
    let services: Services

    static let path = "/one-time-password/settings"

    func show(_ visit: Visit<Person>) throws -> Response {
        let number = visit.person.number
        let view = try services.database.read { database in
            let registration = try OneTimePasswordRegistrationStore.find(number, database)
            return SettingsView(
                language: visit.language, setting: try OneTimePasswordStore.find(number, database),
                waiting: registration?.isWaiting(at: visit.now) == true ? registration?.address : nil)
        }
        return try services.page("OneTimePasswords/settings", view, for: visit)
    }

    // MARK: 利用選択変更

    static let usePath = "/one-time-password/settings/use"

    func showUse(_ visit: Visit<Person>) throws -> Response { try usePage(visit, []) }

    /// To 利用しない; the way to 利用する is the registration.
    func stop(_ visit: Visit<Person>) async throws -> Response {
        if Conflict.keepsStored(visit.form) { return .done(Conflict.kept, at: OneTimePasswordSettingsPage.path) }
        try OneTimePasswordConflict.requireVersion(visit.form)
        let typed = visit.form.typed(.currentPassword)
        switch try await CurrentPassword.prove(typed, for: visit, services) {
        case .failure(let refusal): return try refusal.answer(in: visit.language) { try usePage(visit, $0) }
        case .success(let current): return try await stop(visit, current)
        }
    }

    private func stop(_ visit: Visit<Person>, _ current: CurrentPassword) async throws -> Response {
        let outcome = try await services.database.write { [services] database -> Outcome in
            if let refusal = try current.refusal(at: visit.now, database) { return .refused(refusal) }
            let isStopped = try SignInStepStore.oneTimePasswords(of: visit.person.number, database) == .notUsed
            if !isStopped, try OneTimePasswordConflict.isOvertaken(visit, services.key, database) { return .overtaken }
            try OneTimePasswordSettingsPage.stop(visit, services.mails, database)
            return .done
        }
        switch outcome {
        case .refused(let refusal): return try refusal.answer(in: visit.language) { try usePage(visit, $0) }
        case .overtaken:
            return try OneTimePasswordConflict.page(
                over: .use, typed: .stopping, path: OneTimePasswordSettingsPage.usePath, for: visit, services)
        case .done:
            return .done(
                OneTimePasswordEffect.stopped.notice(in: visit.language), at: OneTimePasswordSettingsPage.path)
        }
    }

    private enum Outcome: Sendable {
        case done
        case refused(CurrentPassword.Refusal)
        /// AUTH-13.
        case overtaken
    }

    /// Nothing when it was so already.
    private static func stop(_ visit: Visit<Person>, _ mails: MailTemplates, _ database: Connection) throws {
        let number = visit.person.number
        guard let address = try SecurityNoticeStore.mailAddress(of: number, database) else { return }
        try OneTimePasswordStore.setNotUsed(number, at: visit.now, database)
        try SessionStore.endAll(of: number, but: visit.session.token, database)
        try visit.actor.audit("one-time-password.stopped", before: address.masked, database)
        try SecurityNotice(OneTimePasswordNotice.stopped, of: number, by: visit.actor).write(
            to: address, mails, database)
    }

    private func usePage(_ visit: Visit<Person>, _ problems: [Problem]) throws -> Response {
        let setting = try services.database.read { try OneTimePasswordStore.find(visit.person.number, $0) }
        let view = UseView(
            isUsed: setting?.isUsed == true, version: visit.version(of: setting, services),
            digits: visit.person.number.digits, problems: problems)
        return try services.page("OneTimePasswords/use", view, for: visit, problems: problems)
    }

    // MARK: 受信用メールアドレス変更

    static let addressPath = "/one-time-password/settings/mail-address"

    func showAddress(_ visit: Visit<Person>) throws -> Response { try addressPage(visit, typed: "", []) }

    func checkAddress(_ visit: Visit<Person>) async throws -> Response {
        if Conflict.keepsStored(visit.form) { return .done(Conflict.kept, at: OneTimePasswordSettingsPage.path) }
        try OneTimePasswordConflict.requireVersion(visit.form)
        let (typed, current) = (visit.form.typed(.mailAddress), visit.form.typed(.currentPassword))
        let (address, addressProblems) = OneTimePasswords.readAddress(typed)
        let problems = OneTimePasswords.currentPasswordProblems(current) + addressProblems
        guard let address, problems.isEmpty else {
            return try addressPage(visit, typed: typed, problems.problems(in: visit.language))
        }
        switch try await CurrentPassword.prove(current, for: visit, services) {
        case .failure(let refusal):
            return try refusal.answer(in: visit.language) { try addressPage(visit, typed: typed, $0) }
        case .success(let proven): return try await check(address, proven, visit)
        }
    }

    private func check(_ address: MailAddress, _ current: CurrentPassword, _ visit: Visit<Person>) async throws
        -> Response
    {
        let draft = OneTimePasswordRegistration(of: visit, address)
        let outcome = try await services.database.write { [services] database -> Outcome in
            if let refusal = try current.refusal(at: visit.now, database) { return .refused(refusal) }
            if try OneTimePasswordConflict.isOvertaken(visit, services.key, database) { return .overtaken }
            try OneTimePasswordRegistrationStore.begin(draft, database)
            return .done
        }
        let path = OneTimePasswordSettingsPage.addressPath
        switch outcome {
        case .refused(let refusal):
            return try refusal.answer(in: visit.language) { try addressPage(visit, typed: address.text, $0) }
        case .overtaken:
            return try OneTimePasswordConflict.page(
                over: .mailAddress, typed: .address(address), path: path, for: visit, services)
        case .done:
            let view = OneTimePasswordCheckView(address: address, changePath: path)
            return try services.page("OneTimePasswords/check", view, for: visit)
        }
    }

    private func addressPage(_ visit: Visit<Person>, typed: String, _ problems: [Problem]) throws -> Response {
        let setting = try services.database.read { try OneTimePasswordStore.find(visit.person.number, $0) }
        guard let setting, setting.isUsed, let address = setting.address else {
            return .redirect(to: OneTimePasswordSettingsPage.path)
        }
        let view = AddressView(
            address: address, version: visit.version(of: setting, services), typed: typed,
            digits: visit.person.number.digits, problems: problems)
        return try services.page("OneTimePasswords/address", view, for: visit, problems: problems)
    }
}

private struct SettingsView: ViewModel {
    let language: Language
    let setting: OneTimePasswordSetting?
    let waiting: MailAddress?

    static let fields: ViewFields<SettingsView> = [
        "isUsed": { .flag($0.setting?.isUsed == true) },
        "address": { .text(ifAny: $0.setting?.address?.masked) },
        "hasSecrets": { .flag($0.setting?.secrets != nil) },
        "since": { .text(ifAny: $0.setting?.chosenAt.dateAndTimeText(in: $0.language)) },
        "sinceISO": { .text($0.setting?.chosenAt.machineText ?? "") },
        "waiting": { .text(ifAny: $0.waiting?.masked) },
    ]
}

extension Visit<Person> {
    /// The version that a form was shown with, or now is.
    func version(of setting: OneTimePasswordSetting?, _ services: Services) -> String {
        form["version"] ?? OneTimePasswordConflict.version(of: setting, services.key)
    }
}

private struct UseView: ViewModel {
    let isUsed: Bool
    let version: String
    let digits: String
    let problems: [Problem]

    static let fields: ViewFields<UseView> = [
        "isUsed": { .flag($0.isUsed) },
        "version": { .text($0.version) },
        "digits": { .text($0.digits) },
        "currentPassword": { .object(FieldView(.currentPassword, "", $0.problems)) },
    ]
}

private struct AddressView: ViewModel {
    let address: MailAddress
    let version: String
    let typed: String
    let digits: String
    let problems: [Problem]

    static let fields: ViewFields<AddressView> = [
        "address": { .text($0.address.masked) },
        "version": { .text($0.version) },
        "digits": { .text($0.digits) },
        "mailAddress": { .object(FieldView(.mailAddress, $0.typed, $0.problems)) },
        "currentPassword": { .object(FieldView(.currentPassword, "", $0.problems)) },
    ]
}
