import Ordering
import Testing

@testable import hikari

@Suite struct OrderingSettingsTests {
    /// What the operator has set, or what is wrong with it.
    private func policy(_ key: String, _ value: String) -> Result<OrderPolicy, ConfigurationError> {
        let variable = "HIKARI_ORDERING_" + key
        return Result { () throws(ConfigurationError) in
            do {
                return try Configuration.read(file: nil, environment: [variable: value]).ordering.policy.orders
            } catch let error as ConfigurationError { throw error } catch {
                throw ConfigurationError(description: "\(error)")
            }
        }
    }

    @Test func `PBX-12 an order locks settings as the operator says`() throws {
        func lock(_ value: String?) throws -> ContractLock {
            let environment = value.map { ["HIKARI_SMARTPBX_LOCK": $0] } ?? [:]
            return try Configuration.read(file: nil, environment: environment).ordering.policy.lock
        }
        #expect(try lock(nil) == .whole && lock("whole") == .whole && lock("work") == .work)
        for value in ["", "off", "Whole"] { #expect(throws: ConfigurationError.self) { try lock(value) } }
    }

    @Test func `SET-1 a new contract can be set up as late as the operator says`() throws {
        func delay(_ value: String?) throws -> Duration {
            let environment = value.map { ["HIKARI_SMARTPBX_SETTINGS_DELAY": $0] } ?? [:]
            return try Configuration.read(file: nil, environment: environment).ordering.policy.settingsDelay
        }
        #expect(try delay(nil) == .zero && delay("60") == .seconds(3_600))
        for value in ["-1", "1441", "x"] { #expect(throws: ConfigurationError.self) { try delay(value) } }
    }

    @Test func `SET-5 devices register where the operator says`() throws {
        func server(_ value: String?) throws -> String? {
            let environment = value.map { ["HIKARI_ORDERING_SIP_SERVER": $0] } ?? [:]
            return try Configuration.read(file: nil, environment: environment).ordering.policy.sipServer
        }
        #expect(try server(nil) == nil)
        for value in ["sip.example.jp", "192.0.2.7:5070"] { #expect(try server(value) == value) }
        for value in ["", "sip.example.jp:", "sip.example.jp:x", "a b", "sip:a@b", "a>b"] {
            #expect(throws: ConfigurationError.self, "\(value)") { try server(value) }
        }
    }

    @Test func `VOICE-9 VOICE-10 numbers wait as long as the operator says`() throws {
        func policy(_ key: String, _ value: String) throws -> NumberPolicy {
            try Configuration.read(file: nil, environment: ["HIKARI_NUMBERS_" + key: value]).ordering.policy.numbers
        }
        #expect(NumberPolicy().quarantineDays == 180 && NumberPolicy().reservationDays == 30)
        #expect(try policy("QUARANTINE_DAYS", "0").quarantineDays == 0)
        #expect(try policy("RESERVATION_DAYS", "365").reservationDays == 365)
        for (key, value) in [("QUARANTINE_DAYS", "-1"), ("RESERVATION_DAYS", "0"), ("RESERVATION_DAYS", "x")] {
            #expect(throws: ConfigurationError.self) { try policy(key, value) }
        }
    }

    @Test func `ORD-13 ORD-6 services and sales channel are called as the operator says`() throws {
        let usual = OrderPolicy()
        #expect(usual.name(of: .smartPBX) == "Smart PBX" && usual.name(of: .ipVoice) == "IP Voice")
        #expect(usual.salesChannel == "T1400041")
        let named = try policy("SERVICE_NAME_SMART_PBX", " クラウド電話 ").get()
        #expect(named.name(of: .smartPBX) == "クラウド電話" && named.name(of: .ipVoice) == "IP Voice")
        #expect(try policy("SERVICE_NAME_IP_VOICE", "音声").get().name(of: .ipVoice) == "音声")
        #expect(try policy("SALES_CHANNEL", "Z7654321").get().salesChannel == "Z7654321")
    }

    @Test(arguments: [
        ("SERVICE_NAME_SMART_PBX", "", "ordering.service-name.smart-pbx must be a name of 1 to 40 characters"),
        ("SERVICE_NAME_SMART_PBX", "A\r\nBcc: b@example.jp", "ordering.service-name.smart-pbx must be a name of"),
        (
            "SERVICE_NAME_IP_VOICE", String(repeating: "あ", count: 41),
            "ordering.service-name.ip-voice must be a name of 1 to 40 characters"
        ),
        ("SALES_CHANNEL", "", "ordering.sales-channel must be a capital letter and 7 digits"),
        ("SALES_CHANNEL", "t1400041", "ordering.sales-channel must be a capital letter and 7 digits"),
        ("SALES_CHANNEL", "T140004１", "ordering.sales-channel must be a capital letter and 7 digits"),
        ("SERVICE_NAME", "x", "HIKARI_ORDERING_SERVICE_NAME is not a setting"),
    ])
    func `What does not fit is one English line`(key: String, value: String, complaint: String) {
        guard case .failure(let error) = policy(key, value) else { return #expect(Bool(false), "\(key) took \(value)") }
        #expect(error.description.contains(complaint) && !error.description.contains("\n"))
    }
}
