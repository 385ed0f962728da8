import Exchange

/// What a contract has, extension by extension.
package struct SmartPBXContent: Sendable, Equatable {
    package let plan: NumberPlan
    /// In the order of their numbers.
    package let extensions: [Extension]
    package let channels: Channels

    /// - Parameter addedChannels: 全体チャネル追加数; falls so far that the limit of all channels holds (PBX-4).
    package init(_ plan: NumberPlan, _ extensions: [Extension], addedChannels: Int) {
        self.plan = plan
        self.extensions = extensions.sorted { $0.number < $1.number }
        channels = Channels(extensions: extensions.count, added: addedChannels)
    }

    package var hasGateway: Bool { extensions.contains { $0.device == .gateway } }
}
