import Crypto
import Encodings
import SQLite
import Shell
import Telephony

/// The lines of a file carried out, in one transaction, for whoever may (OTP-8).
struct OneTimePasswordBulk {
    /// Who does it, and in which session; that one is spared when others end.
    let actor: Actor
    let session: [UInt8]
    let services: Services
    /// The hashes of new 確認用パスワード.
    let hashes: [PhoneNumber: PasswordHash]

    struct Count: Sendable {
        var registered = 0
        var stopped = 0
        var secrets = 0
        /// What there is to say of mails that are late.
        var delay: String?
    }

    /// Why a job of a file has changed nothing.
    enum Refusal: Sendable {
        case fileLost
        /// Others have changed what the file was judged against.
        case overtaken
    }

    func apply(_ file: OneTimePasswordFile, _ database: Connection) throws -> Count {
        var count = Count()
        count.delay = try Outbox.delayNotice(in: services.language, database, actor.at)
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
        let address = try SecurityNoticeStore.mailAddress(of: number, database)
        try OneTimePasswordStore.setNotUsed(number, at: actor.at, database)
        try endSessions(of: number, database)
        try actor.audit(
            address == nil ? "one-time-password.not-used" : "one-time-password.stopped", subject: number.digits,
            database)
        if let address {
            try SecurityNotice(OneTimePasswordNotice.stopped, of: number, by: actor)
                .write(to: address, services.mails, database)
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
        try actor.audit("one-time-password.secrets-changed", subject: number.digits, database)
        try SecurityNotice(
            OneTimePasswordNotice.secretsChanged([.confirmationID, .confirmationPassword]), of: number, by: actor
        ).write(services.mails, database)
    }

    /// The address waits for its link, and the secrets with it.
    private func register(
        _ number: PhoneNumber, _ address: MailAddress, _ id: ConfirmationID?, _ database: Connection
    ) throws {
        let secrets = try secrets(of: number, id, database)
        let registration = OneTimePasswordRegistration(
            number: number, session: sparedSession(of: number), address: address, secrets: secrets,
            startedAt: actor.at, sentAt: nil)
        try OneTimePasswordRegistrationStore.begin(registration, database)
        try services.sendLink(
            Base64URL.encode(services.random(LinkText.byteCount)), to: address, of: number, by: actor,
            database)
        try actor.audit("one-time-password.link-sent", subject: number.digits, after: address.masked, database)
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
        try SessionStore.endAll(of: number, butHash: sparedSession(of: number), database)
    }

    private func sparedSession(of number: PhoneNumber) -> [UInt8]? { number == actor.number ? session : nil }
}

extension OneTimePasswordBulk {
    /// The passwords of a large file are hashed behind the pages; then all of it is carried out at once.
    static let jobKind = PasswordJobKind(
        name: OneTimePasswordImportKind.name, work: .set, title: OneTimePasswords.importTitle,
        path: OneTimePasswordImportKind.path, complete: complete)

    /// Among a job's details: numbers are read with what a spreadsheet did to them undone.
    static let repaired = "repaired"

    private static func complete(
        _ job: FinishedPasswordJob, _ services: Services, _ database: Connection
    ) throws -> PasswordJobReport {
        let details = job.details.split(separator: ".").map(String.init)
        guard let hash = details.first.flatMap(Base64URL.decode),
            let upload = try PendingUploadStore.find(
                hash: hash, of: owner(job), at: job.now, services.key, database), let content = upload.content,
            let owner = try SignInStore.facts(job.number, database), owner.contract == job.contract
        else { return refused(.fileLost) }
        let all = OneTimePasswordFileFacts.coversContract(job.number, owner.contractNumber, owner.unit)
        let facts = try OneTimePasswordFileStore.facts(
            for: job.number, of: job.contract, all: all, at: job.now, database)
        let repairs = details.last == repaired
        guard case .success(let file) = OneTimePasswordFile.read(content, facts, repairs: repairs), file.wrong.isEmpty,
            file.version(services.key) == details.dropFirst().first
        else { return refused(.overtaken) }
        var hashes: [PhoneNumber: PasswordHash] = [:]
        for line in job.lines {
            if case .made(let hash) = line.outcome { hashes[line.number] = hash }
        }
        let bulk = OneTimePasswordBulk(
            actor: Actor(contract: job.contract, number: job.number, client: job.client, at: job.now),
            session: job.session, services: services, hashes: hashes)
        let count = try bulk.apply(file, database)
        try PendingUploadStore.markUsed(upload, database)
        return PasswordJobReport(isDone: true, sentences: count.sentences(in: services.language))

        func refused(_ refusal: Refusal) -> PasswordJobReport {
            PasswordJobReport(isDone: false, sentences: [refusal.sentence(in: services.language)])
        }
    }

    private static func owner(_ job: FinishedPasswordJob) -> PendingUpload.Owner {
        PendingUpload.Owner(
            kind: OneTimePasswordImportKind.name, account: job.number.digits, tenant: job.contract)
    }
}
