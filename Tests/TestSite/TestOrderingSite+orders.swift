import Exchange
@testable package import Ordering
import Telephony
import Testing

/// What people order who do not come by the pages.
extension TestOrderingSite {
    /// 22-2000, 22-2001 and so on.
    package static func content(_ count: Int) throws -> NewSmartPBX {
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 4))
        let extensions = try (0..<count).map { index in
            Extension(
                number: try ExtensionNumber.read(site: "22", device: "\(2_000 + index)", in: plan).get(),
                device: index % 2 == 0 ? .smartphone : .computer)
        }
        return try NewSmartPBX.read(plan, extensions, addedChannels: 0).get()
    }

    package static func details() throws -> CustomerDetails {
        let person = OrderPerson(
            company: "見本商事株式会社", person: "見本 花子", telephone: try #require(PhoneNumber("0312345678")),
            mail: try #require(MailAddress("hanako@example.jp")))
        return CustomerDetails(
            contact: person, otherMails: [try #require(MailAddress("somu@example.jp"))], technical: person,
            billing: Billing(
                postalCode: "1000001", prefecture: try #require(Prefecture(stored: 13)), city: "千代田区千代田1-1",
                addressee: "見本商事株式会社 経理部", customerKind: .corporation),
            sales: SalesInformation(channel: "T1400041"))
    }
}
