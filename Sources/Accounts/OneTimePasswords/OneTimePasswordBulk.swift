import Crypto
import SQLite
import Shell
import Telephony

/// The lines of a file carried out, in one transaction, for whoever may (OTP-8).
struct OneTimePasswordBulk {
    /// Whose session it is; that one is spared when others end.
    let actor: PhoneNumber
    let session: [UInt8]
    let cause: OneTimePasswordNotice.Cause
    let services: Services
    /// The hashes of new 確認用パスワード.
    let hashes: [PhoneNumber: PasswordHash]

    struct Count: Sendable {
        var registered = 0
        var stopped = 0
        var secrets = 0
        /// What there is to say of mails that are late.
        var delay: String?

        /// An address does not count yet, so that nothing may have changed.
        var notice: Notice {
            registered > 0 ? Notice("一括設定を受け付けました", sentences) : .changed(sentences)
        }

        var sentences: [String] {
            var sentences: [String] = []
            if registered > 0 {
                sentences.append(
                    "\(registered.inGroups)番号のメールアドレスに、本登録のためのメールを送りました。24時間以内にメールのURLから本登録すると、そのメールアドレスを使います。")
                if let delay { sentences.append(delay) }
            }
            if stopped > 0 { sentences.append("\(stopped.inGroups)番号を、利用しない設定にしました。") }
            if secrets > 0 { sentences.append("\(secrets.inGroups)番号の確認用ID・確認用パスワードを変更しました。") }
            return sentences
        }
    }

    func apply(_ file: OneTimePasswordFile, _ database: Connection) throws -> Count {
        var count = Count()
        count.delay = try Outbox.delayNotice(in: .japanese, database, cause.at)
        for entry in file.entries {
            switch entry.action {
            case .nothing: continue
            case .stop:
                try stop(entry.number, database)
                count.stopped += 1
            case .changeSecrets(let id, _):
                try changeSecrets(of: entry.number, id, database)
                count.secrets += 1
            case .register(let address, let id, _):
                try register(entry.number, address, id, database)
                count.registered += 1
            }
        }
        return count
    }

    private func stop(_ number: PhoneNumber, _ database: Connection) throws {
        let address = try OneTimePasswordStore.mailAddress(of: number, database)
        try OneTimePasswordStore.setNotUsed(number, at: cause.at, database)
        try endSessions(of: number, database)
        try audit(address == nil ? "one-time-password.not-used" : "one-time-password.stopped", number, database)
        if let address {
            try OneTimePasswordNotice.stopped(number, cause).write(to: address, services.mails, database)
        }
    }

    private func changeSecrets(of number: PhoneNumber, _ id: ConfirmationID?, _ database: Connection) throws {
        if let id {
            let hash = ConfirmationID.hash(id.text, of: number, services.key)
            try OneTimePasswordStore.setIDHash(hash, of: number, database)
        }
        if let hash = hashes[number] { try OneTimePasswordStore.setPassword(hash, of: number, database) }
        try OneTimePasswordStore.setMisses(0, blockedAt: nil, of: number, database)
        try endSessions(of: number, database)
        try audit("one-time-password.secrets-changed", number, database)
        try OneTimePasswordNotice.secretsChanged("確認用ID・確認用パスワード", of: number, cause)
            .write(services.mails, database)
    }

    /// The address waits for its link, and the secrets with it.
    private func register(
        _ number: PhoneNumber, _ address: MailAddress, _ id: ConfirmationID?, _ database: Connection
    ) throws {
        let secrets = try secrets(of: number, id, database)
        let registration = OneTimePasswordRegistration(
            number: number, session: number == actor ? session : nil, address: address, secrets: secrets,
            startedAt: cause.at, sentAt: nil)
        let link = Base64URL.encode(services.random(32))
        try OneTimePasswordRegistrationStore.begin(registration, database)
        try OneTimePasswordRegistrationStore.setLink(link, of: number, at: cause.at, database)
        try OneTimePasswordStore.noteSending(.link, of: number, at: cause.at, database)
        let mail = try services.linkMail(link, to: address, of: number, client: cause.client, at: cause.at)
        try OutboxStore.add(mail, of: cause.contract, at: cause.at, database)
        try audit("one-time-password.link-sent", number, after: address.masked, database)
    }

    /// What replaces the secrets in force when the link is used; nil when the file says nothing of either.
    private func secrets(
        of number: PhoneNumber, _ id: ConfirmationID?, _ database: Connection
    ) throws -> OneTimePasswordSecrets? {
        let newID = id.map { ConfirmationID.hash($0.text, of: number, services.key) }
        guard newID != nil || hashes[number] != nil else { return nil }
        let stored = try OneTimePasswordStore.find(number, database)?.secrets
        guard let idHash = newID ?? stored?.idHash, let password = hashes[number] ?? stored?.password else {
            return nil
        }
        return OneTimePasswordSecrets(idHash: idHash, password: password)
    }

    private func endSessions(of number: PhoneNumber, _ database: Connection) throws {
        try SessionStore.endAll(of: number, butHash: number == actor ? session : nil, database)
    }

    private func audit(
        _ event: AuditEvent, _ number: PhoneNumber, after: String? = nil, _ database: Connection
    ) throws {
        try AuditStore.write(
            AuditEntry(
                at: cause.at, contract: cause.contract, number: actor, client: cause.client, event: event,
                subject: number.digits, after: after), database)
    }
}

extension OneTimePasswordBulk {
    /// The passwords of a large file are hashed behind the pages; then all of it is carried out at once.
    static let jobKind = PasswordJobKind(
        name: "one-time-passwords.import", work: .set, title: { _ in "ワンタイムパスワード各種一括設定" },
        path: OneTimePasswordImportPage.path, complete: complete)

    private static func complete(
        _ job: FinishedPasswordJob, _ services: Services, _ database: Connection
    ) throws -> PasswordJobReport {
        let details = job.details.split(separator: ".").map(String.init)
        guard let hash = details.first.flatMap(Base64URL.decode),
            let content = try OneTimePasswordUploadStore.find(hash, number: job.number, services.key, database)?
                .content,
            let owner = try SignInStore.facts(job.number, database), owner.contract == job.contract
        else { return PasswordJobReport(isDone: false, sentences: ["CSVファイルが失われたため、設定しませんでした。もう一度お試しください。"]) }
        let all = OneTimePasswordFileFacts.coversContract(job.number, owner.contractNumber, owner.unit)
        let facts = try OneTimePasswordFileFacts.read(
            for: job.number, of: job.contract, all: all, at: job.now, database)
        guard case .success(let file) = OneTimePasswordFile.read(content, facts), file.wrong.isEmpty,
            file.version(services.key) == details.last
        else {
            return PasswordJobReport(
                isDone: false, sentences: ["処理の間に契約や設定が変わり、設定できない行ができたため、どの番号も設定しませんでした。もう一度CSVファイルを選択してください。"])
        }
        var hashes: [PhoneNumber: PasswordHash] = [:]
        for line in job.lines {
            if case .made(let hash) = line.outcome { hashes[line.number] = hash }
        }
        let bulk = OneTimePasswordBulk(
            actor: job.number, session: job.session,
            cause: OneTimePasswordNotice.Cause(contract: job.contract, client: job.client, at: job.now),
            services: services, hashes: hashes)
        let count = try bulk.apply(file, database)
        try OneTimePasswordUploadStore.markApplied(hash, number: job.number, database)
        return PasswordJobReport(isDone: true, sentences: count.sentences)
    }
}
