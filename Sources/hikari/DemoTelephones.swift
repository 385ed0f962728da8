import SIP
import Settings
import Telephony
import Transport

/// The telephones at the monitor numbers of the demonstration: real ones, that speak SIP on the loopback address.
struct DemoTelephones: DemoPlugs {
    private let telephones: SIPTelephones

    /// Test calls ring them by this configuration, often enough to look on, from a number of their own.
    init(on loop: EventLoop, called configuration: inout Configuration) throws {
        let numbers = DemoContracts.monitorNumbers.compactMap { SIPNumber($0.digits) }
        telephones = try SIPTelephones(
            Dictionary(uniqueKeysWithValues: numbers.map { ($0, .rings) }), on: loop, random: SiteAssembly.random)
        configuration.sip = SIPSettings()
        configuration.sip.proxy = Configuration.Endpoint(host: "127.0.0.1", port: telephones.port)
        configuration.sip.localAddress = "127.0.0.1"
        configuration.sip.caller = "0312349999"
        configuration.settings.monitor.patience = .seconds(2)
        configuration.settings.monitor.interval = .seconds(Demo.secondsBetweenTestCalls)
    }

    func isPlugged(_ number: PhoneNumber) -> Bool {
        SIPNumber(number.digits).map(telephones.isPlugged) ?? false
    }

    func plug(_ number: PhoneNumber, _ isPlugged: Bool) {
        if let number = SIPNumber(number.digits) { telephones.plug(number, isPlugged) }
    }
}
