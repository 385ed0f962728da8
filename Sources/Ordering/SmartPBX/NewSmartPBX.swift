package import Exchange

/// What a new Smart PBX contract is to be (PBX-1 to 5). A value that exists can be ordered.
package struct NewSmartPBX: Sendable, Equatable {
    package let plan: NumberPlan
    /// In the order of their numbers.
    package let extensions: [Extension]
    package let channels: Channels

    /// Everything that is wrong, in the order of the rows.
    package static func read(
        _ plan: NumberPlan, _ extensions: [Extension], addedChannels: Int
    ) -> Result<NewSmartPBX, NewSmartPBXProblems> {
        var problems: [NewSmartPBXProblem] = []
        if extensions.isEmpty { problems.append(.noExtension) }
        if extensions.count > Extension.limit { problems.append(.tooMany(extensions.count)) }
        var rows: [ExtensionNumber: Int] = [:]
        for (row, line) in extensions.enumerated() {
            if !line.number.fits(plan) { problems.append(.otherPlan(row: row)) }
            if !line.device.isOrderable { problems.append(.notOrderable(line.device, row: row)) }
            if let first = rows[line.number] {
                problems.append(.twice(line.number, row: row, first: first))
            } else {
                rows[line.number] = row
            }
        }
        if extensions.count <= Extension.limit,
            !Channels.choices(extensions: extensions.count).contains(addedChannels)
        {
            problems.append(.addedChannels(addedChannels))
        }
        guard problems.isEmpty else { return .failure(NewSmartPBXProblems(all: problems)) }
        return .success(
            NewSmartPBX(
                plan: plan, extensions: extensions.sorted { $0.number < $1.number },
                channels: Channels(extensions: extensions.count, added: addedChannels)))
    }

    private init(plan: NumberPlan, extensions: [Extension], channels: Channels) {
        (self.plan, self.extensions, self.channels) = (plan, extensions, channels)
    }
}

/// What is wrong with what a contract is to be. Rows count from 0.
package enum NewSmartPBXProblem: Sendable, Equatable {
    case noExtension
    case tooMany(Int)
    case otherPlan(row: Int)
    case notOrderable(DeviceKind, row: Int)
    /// The number stands in two rows.
    case twice(ExtensionNumber, row: Int, first: Int)
    /// None of the choices.
    case addedChannels(Int)
}

package struct NewSmartPBXProblems: Error, Sendable, Equatable {
    package let all: [NewSmartPBXProblem]
}

extension ExtensionNumber {
    func fits(_ plan: NumberPlan) -> Bool {
        site.utf8.count == plan.siteDigits && device.utf8.count == plan.deviceDigits
    }
}
