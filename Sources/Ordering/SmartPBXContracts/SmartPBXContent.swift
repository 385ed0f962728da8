package import Exchange

/// What a contract has, extension by extension.
package struct SmartPBXContent: Sendable, Equatable {
    package let plan: NumberPlan
    /// In the order of their numbers.
    package let extensions: [Extension]
    package let channels: Channels
    /// The numbers that 着信グループ have, with their names: no extension can have them.
    package let groups: [ExtensionNumber: String]
    /// Voice contracts whose access it is: it is not ended while there are any (PBX-10).
    package let voiceContracts: [ContractCode]
    /// オフィスリンククラウド接続機能; nil: it has none.
    package let officeLink: OfficeLink?
    /// Why that cannot be ordered, or ended; nil: it can.
    package let featureClosing: OfficeLink.Closing?

    /// - Parameter addedChannels: 全体チャネル追加数; falls so far that the limit of all channels holds (PBX-4).
    package init(
        _ plan: NumberPlan, _ extensions: [Extension], addedChannels: Int, groups: [ExtensionNumber: String] = [:],
        voiceContracts: [ContractCode] = [], officeLink: OfficeLink? = nil, featureClosing: OfficeLink.Closing? = nil
    ) {
        (self.officeLink, self.featureClosing) = (officeLink, featureClosing)
        self.plan = plan
        self.groups = groups
        self.voiceContracts = voiceContracts
        self.extensions = extensions.sorted { $0.number < $1.number }
        channels = Channels(extensions: extensions.count, added: addedChannels)
    }

    package var hasGateway: Bool { extensions.contains { $0.device == .gateway } }
}
