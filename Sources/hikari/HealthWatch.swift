import SQLite
import Shell
import Synchronization
import Telephony
import Transport

/// Looks once a second whether the site is well, saves something where nothing else is saved, and tells of every turn once.
final class HealthWatch: Sendable {
    private let services: Services
    private let record: HealthRecord
    private let tls: TLSContext
    private let data: String
    private let `operator`: MailAddress?
    private let others: @Sendable () -> [String]
    private let state = Mutex(State())

    private struct State {
        /// By their names.
        var told: Set<String> = []
        var wasWell = true
        var isSaving = false
    }

    /// - Parameters:
    ///   - operator: who gets a mail when the site falls ill, and when it is well again.
    ///   - others: what further parts of the program know of themselves.
    init(
        _ services: Services, _ record: HealthRecord, tls: TLSContext, data: String, operator: MailAddress?,
        others: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.others = others
        (self.services, self.record, self.tls, self.data) = (services, record, tls, data)
        self.operator = `operator`
    }

    /// How the site is, now.
    @Sendable
    func report() -> HealthReport {
        let end = tls.certificateEnds.map { Moment(milliseconds: $0 * 1000) }
        let facts = record.facts(
            notices: try? services.database.read(HealthStore.notices), freeBytes: DiskRoom.free(at: data),
            certificateEnds: end)
        return HealthReport(facts, at: services.now(), others: others())
    }

    /// Watches until it is cancelled.
    func begin() -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                await step()
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    func step() async {
        await services.endedSessions.write(to: services.database)
        saveIfNothingElseIs()
        await tell(report())
    }

    /// A save that hangs must not keep this from being told: nobody waits for it here.
    private func saveIfNothingElseIs() {
        let now = services.now()
        if let moment = record.savedAt, now - moment < Health.savesEvery { return }
        let begins = state.withLock { state in
            defer { state.isSaving = true }
            return !state.isSaving
        }
        guard begins else { return }
        Task { [self] in
            let duties = record.duties
            _ = try? await Urgency.urgently {
                try await services.database.write { database in
                    try HealthStore.touch(at: now, database)
                    if let duties { try HealthStore.keep(duties, database) }
                }
            }
            state.withLock { $0.isSaving = false }
        }
    }

    private func tell(_ report: HealthReport) async {
        let (news, turns) = state.withLock { state in
            defer { (state.told, state.wasWell) = (Set(report.problems.map(\.name)), report.isWell) }
            return (report.problems.filter { !state.told.contains($0.name) }, state.wasWell != report.isWell)
        }
        for problem in news {
            if case .noticed = problem { continue }
            services.log(problem.isIllness ? .failure : .warning, "health", ["problem": problem.line])
        }
        guard turns else { return }
        if report.isWell { services.log(.information, "health", ["problem": "none any more"]) }
        await mail(report)
    }

    private func mail(_ report: HealthReport) async {
        guard let address = `operator` else { return }
        let now = services.now()
        do {
            let mail = try services.mails.health(report, to: address, at: now)
            try await Urgency.urgently {
                try await services.database.write { try OutboxStore.add(mail, of: nil, at: now, $0) }
            }
        } catch {
            services.log(.failure, "health mail", ["error": "\(error)"])
        }
    }
}
