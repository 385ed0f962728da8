import CivilCalendar
import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// LINK-3: Flexible InterConnect接続機能, which people buy of their sales person.
@Suite struct InterConnectTests {
    private static let day = CivilDate(daysSince1970: 20_500)

    private func feature(_ name: String = "株式会社みなと") -> FlexibleInterConnect {
        FlexibleInterConnect(interConnectContractor: name, universalOneContractor: "株式会社うみ", on: Self.day)
    }

    @Test func `LINK-3 it is shown with both consents when the operator has noted it, and not ordered here`()
        async throws
    {
        let house = try await SettingsHouse()
        let path = "/smart-pbx/contracts/N100000001"
        #expect(!(await house.browser.get(path)).words.contains("Flexible InterConnect"))
        let now = house.site.clock.now
        try house.write { [feature = feature()] database in
            try SmartPBXFeatureOperator.set(feature, of: SettingsHouse.code, at: now, database)
        }
        let page = await house.browser.get(path)
        for words in ["Flexible InterConnectのご契約者 株式会社みなと", "Universal Oneのご契約者 株式会社うみ", "営業担当者が承ります"] {
            #expect(page.words.contains(words), "\(words) in \(page.words)")
        }
        let menu = await house.browser.get("/smart-pbx/orders?contract=N100000001")
        #expect(menu.words.contains("Flexible InterConnect接続機能のお申し込みは、営業担当者が承ります。"))
        #expect(try house.audit("interconnect") == ["interconnect.set N100000001  株式会社みなと / 株式会社うみ"])
    }

    @Test func `LINK-3 the operator notes it, changes it, takes it, and sees whose it is`() async throws {
        let house = try await SettingsHouse()
        try house.link(["7001"])
        let now = house.site.clock.now
        try house.write { [one = feature(), other = feature("株式会社やま")] database in
            try SmartPBXFeatureOperator.set(one, of: SettingsHouse.code, at: now, database)
            try SmartPBXFeatureOperator.set(other, of: SettingsHouse.code, at: now, database)
            let all = try SmartPBXFeatureOperator.all(database)
            #expect(all.map(\.contract) == [SettingsHouse.code] && all.first?.interConnect == other)
            #expect(all.first?.officeLink?.numbers == [OfficeLinkNumber(digits: "7001")])
            try SmartPBXFeatureOperator.remove(SettingsHouse.code, at: now, database)
            #expect(throws: SmartPBXFeatureOperator.Fault.noFeature) {
                try SmartPBXFeatureOperator.remove(SettingsHouse.code, at: now, database)
            }
        }
        let other = try #require(ContractCode("N100000009"))
        try house.write { [one = feature()] database in
            #expect(throws: SmartPBXFeatureOperator.Fault.noContract) {
                try SmartPBXFeatureOperator.set(one, of: other, at: now, database)
            }
        }
        #expect(FlexibleInterConnect.name(typed: " ") == nil && FlexibleInterConnect.name(typed: " みなと ") == "みなと")
        #expect(FlexibleInterConnect.name(typed: String(repeating: "あ", count: 51)) == nil)
    }
}
