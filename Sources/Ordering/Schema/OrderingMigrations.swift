package import SQLite

/// What the ordering site adds to the schema. A migration that has run somewhere is never edited.
package enum OrderingMigrations {
    /// In the order in which they were added. Append only.
    package static let all = [
        hours, orders, smartPBX, companies, entrance, demoClock, lists, smartPBXChanges, ownAccount,
        extensionSettings, deviceUsers, extensionCalls, extensionChanges, voice, voiceOrders, numberBlocks,
        datedWork, datedOrders, datedReminders, prices, terms, codeMisses, setAsideReports, settingsNumbers,
        officeLink, companyPrograms, officeLinkNumbers, interConnect, outages, outagesOfContracts,
    ]
}
