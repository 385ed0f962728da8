import Site

/// The site's duties, each on its own: one run after another, until told to stop; what fails is logged and tried again.
struct DutyRoster {
    private let tasks: [Task<Void, Never>]

    init(_ duties: [Duty], _ services: Services) {
        tasks = duties.map { duty in Task { await DutyRoster.perform(duty, services) } }
    }

    /// Comes back when the runs that were under way have ended.
    func stop() async {
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private static func perform(_ duty: Duty, _ services: Services) async {
        while !Task.isCancelled {
            do {
                try await duty.run(services)
            } catch {
                services.log(.failure, "\(duty.name)", ["error": "\(error)"])
            }
            try? await Task.sleep(for: duty.interval)
        }
    }
}
