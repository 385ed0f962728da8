import SIP
import SQLite
import Settings
import Shell
import Transport

/// The watch over the lines, in a program that serves the site.
struct LineMonitoring: Sendable {
    let duty: Duty
    private let calls: TestCalls

    /// Nil without a proxy: nobody is called then.
    init?(_ configuration: Configuration, _ services: Services, on loop: EventLoop) throws {
        guard let proxy = configuration.sip.proxy else { return nil }
        try services.database.read { try ReferenceNumbers.refuseCustomers(configuration, $0) }
        if let warning = ReferenceNumbers.warning(configuration) { services.log(.warning, "\(warning)") }
        let start = SuspendingClock.now
        let unreadable = UnreadableAnswers(services.log)
        calls = try TestCalls(configuration, proxy: proxy, on: loop) { reason in
            unreadable.note(reason, at: start.duration(to: .now))
        }
        duty = SettingsSite.lineMonitor(
            services, configuration.settings, caller: calls, uptime: { start.duration(to: .now) })
    }

    /// After the duty's last step.
    func stop() async { await calls.stop() }
}
