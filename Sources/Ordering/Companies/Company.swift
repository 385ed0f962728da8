import Telephony

/// A customer of the ordering site (企業).
package struct Company: Sendable {
    package let id: Int
    package let name: String
    package let address: Address
    package var settings: Settings
    /// How often its settings have been changed: a form brings it back (AUTH-13).
    package let version: Int
    package let isSpecimen: Bool

    package init(
        id: Int, name: String, address: Address, settings: Settings, version: Int, isSpecimen: Bool
    ) {
        self.id = id
        self.name = name
        self.address = address
        self.settings = settings
        self.version = version
        self.isSpecimen = isSpecimen
    }

    /// ご契約者住所, as contracts have it.
    package struct Address: Sendable, Equatable {
        /// Seven digits.
        package var postalCode = ""
        package var text = ""
        package var building = ""

        package init(postalCode: String = "", text: String = "", building: String = "") {
            self.postalCode = postalCode
            self.text = text
            self.building = building
        }

        /// 100-0001
        package static func display(postalCode: String) -> String {
            postalCode.isEmpty ? "" : "\(postalCode.prefix(3))-\(postalCode.dropFirst(3))"
        }
    }

    /// What its administrators may set (ACCT-4).
    package struct Settings: Sendable, Equatable {
        /// nil: the site's own time.
        package var idleMinutes: Int?
        package var networks: SourceNetworks

        package init(idleMinutes: Int? = nil, networks: SourceNetworks = SourceNetworks()) {
            self.idleMinutes = idleMinutes
            self.networks = networks
        }
    }

    /// In characters.
    package static let longestName = 50
    package static let idleMinutes = 5...60
    /// Lines of addresses.
    package static let mostNetworks = 50

    package static let limits: [String: Int] = [
        "companyIdleLeast": idleMinutes.lowerBound, "companyIdleMost": idleMinutes.upperBound,
        "companyNetworks": mostNetworks,
    ]
}
