import Foundation
import Settings
import Shell
import Telephony

/// The site's duties, each on its own: one run after another, until told to stop; what fails is logged and tried again.
struct DutyRoster {
    private let task: Task<Void, Never>

    /// Begins as soon as no other program does the duties of this data folder.
    init(
        _ duties: [(duties: [Duty], services: Services)], data: String, _ log: Log, health: HealthRecord,
        now: @escaping @Sendable () -> Moment
    ) {
        task = Task {
            guard let lock = await DutyRoster.lock(data, log) else { return }
            health.begin(duties.flatMap(\.duties), at: now())
            await withTaskGroup(of: Void.self) { group in
                for (duties, services) in duties {
                    for duty in duties { group.addTask { await DutyRoster.perform(duty, services, health) } }
                }
            }
            _ = consume lock
        }
    }

    /// Comes back when the runs that were under way have ended, or after that time: a mail server may take minutes to answer.
    func stop(within time: Duration) async {
        task.cancel()
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        Task { [task] in
            await task.value
            end.finish()
        }
        Task {
            try? await Task.sleep(for: time)
            end.finish()
        }
        for await _ in ends {}
    }

    private static func lock(_ data: String, _ log: Log) async -> DutyLock? {
        var isTold = false
        while !Task.isCancelled {
            if let lock = DutyLock(inData: data) { return lock }
            if !isTold { log(.warning, "duties wait: another program does them", ["data": data]) }
            isTold = true
            try? await Task.sleep(for: .seconds(1))
        }
        return nil
    }

    private static func perform(_ duty: Duty, _ services: Services, _ health: HealthRecord) async {
        while !Task.isCancelled {
            do {
                try await duty.run(services)
                health.ended(duty, isWell: true, at: services.now())
            } catch {
                services.log(.failure, "\(duty.name)", ["error": "\(error)"])
                health.ended(duty, isWell: false, at: services.now())
            }
            try? await Task.sleep(for: duty.interval)
        }
    }
}
