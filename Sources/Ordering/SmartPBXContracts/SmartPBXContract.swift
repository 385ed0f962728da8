package import Exchange

/// What a Smart PBX contract has.
package struct SmartPBXContract: Sendable, Equatable {
    package let code: ContractCode
    package let plan: NumberPlan
    /// Of all kinds of devices.
    package let extensionCount: Int
    package let channels: Channels
}
