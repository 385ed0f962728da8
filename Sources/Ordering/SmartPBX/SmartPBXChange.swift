package import Exchange

/// What is ordered of a contract that is there (PBX-7 to 10): pure.
package enum SmartPBXChange: Sendable, Equatable {
    /// 内線番号・チャネル追加. Either may be nothing, not both.
    case add([Extension], channels: Int)
    /// 内線番号・チャネル削除. Either may be nothing, not both.
    case delete([ExtensionNumber], channels: Int)
    /// 内線番号桁数追加
    case lengthen(ExtensionNumber.Part, by: Int)
    /// 契約廃止
    case end
    /// 付加機能の追加: オフィスリンククラウド接続機能.
    case addFeature(OfficeLink.Consent)
    /// 付加機能の廃止
    case endFeature

    package var kind: OrderKind {
        switch self {
        case .add: .add
        case .delete: .delete
        case .lengthen: .lengthen
        case .end: .end
        case .addFeature: .addFeature
        case .endFeature: .endFeature
        }
    }

    /// What would come of it, or all that is wrong with it.
    package func applied(to before: SmartPBXContent) -> Result<SmartPBXOutcome, SmartPBXChangeProblems> {
        let problems = problems(with: before)
        guard problems.isEmpty else { return .failure(SmartPBXChangeProblems(all: problems)) }
        return .success(SmartPBXOutcome(self, before: before, after: after(before)))
    }

    private func after(_ before: SmartPBXContent) -> SmartPBXContent? {
        let (added, link) = (before.channels.added, before.officeLink)
        switch self {
        case .add(let lines, let channels):
            return SmartPBXContent(
                before.plan, before.extensions + lines, addedChannels: added + channels, officeLink: link)
        case .delete(let numbers, let channels):
            let gone = Set(numbers)
            return SmartPBXContent(
                before.plan, before.extensions.filter { !gone.contains($0.number) }, addedChannels: added - channels,
                officeLink: link)
        case .lengthen(let part, let digits):
            return before.plan.lengthened(part, by: digits).map { plan in
                let lines = before.extensions.map {
                    Extension(number: $0.number.lengthened(part, by: digits), device: $0.device)
                }
                return SmartPBXContent(plan, lines, addedChannels: added, officeLink: link)
            }
        case .end: return nil
        case .addFeature(let consent):
            return SmartPBXContent(
                before.plan, before.extensions, addedChannels: added, officeLink: OfficeLink(consent))
        case .endFeature: return SmartPBXContent(before.plan, before.extensions, addedChannels: added)
        }
    }
}

/// What is wrong with a change. Rows count from 0.
package enum SmartPBXChangeProblem: Sendable, Equatable {
    /// Neither numbers nor channels: both 変更なし.
    case nothing
    case otherPlan(row: Int)
    case notOrderable(DeviceKind, row: Int)
    case twice(ExtensionNumber, row: Int, first: Int)
    /// The contract has it already.
    case exists(ExtensionNumber, row: Int)
    /// A 着信グループ of that name has it.
    case isGroup(ExtensionNumber, name: String, row: Int)
    /// LINK-2: a number of the other side.
    case isOfficeLink(ExtensionNumber, row: Int)
    /// What it would become is a number of the other side.
    case becomesOfficeLink(ExtensionNumber)
    /// So many there would be.
    case tooMany(Int)
    /// None of the choices; the highest.
    case channels(most: Int)
    /// The contract has it not.
    case unknown(ExtensionNumber, row: Int)
    /// PBX-3: a VoIP-GW.
    case notDeletable(ExtensionNumber, row: Int)
    /// Nothing would be left: 廃止 does that.
    case all
    /// Out of the range of the part.
    case digits(ExtensionNumber.Part, most: Int)
    /// 拠点番号 is not lengthened, and a contract not ended, where a VoIP-GW is.
    case gateway
    /// A voice contract has it as its access.
    case access(of: ContractCode)
    /// LINK-1, 3: the feature cannot be ordered here, or not yet.
    case featureClosed(OfficeLink.Closing)
    /// The contract has it already, or has it not.
    case hasFeature, noFeature
}

package struct SmartPBXChangeProblems: Error, Sendable, Equatable {
    package let all: [SmartPBXChangeProblem]
}

extension SmartPBXChange {
    /// 全体チャネル追加数 that can be ordered beside so many extensions more (PBX-4).
    package static func channelsToAdd(to before: SmartPBXContent, with extensions: Int) -> [Int] {
        let all = Channels.choices(extensions: before.extensions.count + extensions)
        return all.filter { $0 >= before.channels.added }.map { $0 - before.channels.added }
    }

    /// PBX-8: in tens, at most the 追加.
    package static func channelsToDelete(of before: SmartPBXContent) -> [Int] {
        Array(stride(from: 0, through: before.channels.added, by: Channels.step))
    }

    /// How many digits may be put at the end of a part.
    package static func digits(of part: ExtensionNumber.Part, in plan: NumberPlan) -> ClosedRange<Int>? {
        let room =
            switch part {
            case .site: NumberPlan.siteRange.upperBound - plan.siteDigits
            case .device: NumberPlan.deviceRange.upperBound - plan.deviceDigits
            }
        return room < 1 ? nil : 1...room
    }

    private func problems(with before: SmartPBXContent) -> [SmartPBXChangeProblem] {
        switch self {
        case .add(let lines, let channels):
            return problems(adding: lines, channels, to: before)
        case .delete(let numbers, let channels):
            return problems(deleting: numbers, channels, of: before)
        case .lengthen(let part, let digits):
            if part == .site, before.hasGateway { return [.gateway] }
            let range = Self.digits(of: part, in: before.plan)
            guard range?.contains(digits) == true else { return [.digits(part, most: range?.upperBound ?? 0)] }
            let numbers = (before.extensions.map(\.number) + before.groups.keys).map { $0.lengthened(part, by: digits) }
            return numbers.sorted().first { before.officeLink?.has($0) == true }.map { [.becomesOfficeLink($0)] } ?? []
        case .end:
            return (before.hasGateway ? [.gateway] : []) + before.voiceContracts.map { .access(of: $0) }
        case .addFeature, .endFeature:
            return Self.featureProblem(isAdding: kind == .addFeature, before).map { [$0] } ?? []
        }
    }

    /// Nil where the feature can be had, or ended.
    package static func featureProblem(isAdding: Bool, _ before: SmartPBXContent) -> SmartPBXChangeProblem? {
        if let closing = before.featureClosing { return .featureClosed(closing) }
        if isAdding { return before.officeLink == nil ? nil : .hasFeature }
        return before.officeLink == nil ? .noFeature : nil
    }

    private func problems(
        adding lines: [Extension], _ channels: Int, to before: SmartPBXContent
    ) -> [SmartPBXChangeProblem] {
        if lines.isEmpty, channels == 0 { return [.nothing] }
        let there = Set(before.extensions.map(\.number))
        var problems: [SmartPBXChangeProblem] = []
        var rows: [ExtensionNumber: Int] = [:]
        for (row, line) in lines.enumerated() {
            if !line.number.fits(before.plan) { problems.append(.otherPlan(row: row)) }
            if !line.device.isOrderable { problems.append(.notOrderable(line.device, row: row)) }
            if there.contains(line.number) { problems.append(.exists(line.number, row: row)) }
            if let name = before.groups[line.number] {
                problems.append(.isGroup(line.number, name: name, row: row))
            }
            if before.officeLink?.has(line.number) == true { problems.append(.isOfficeLink(line.number, row: row)) }
            if let first = rows[line.number] { problems.append(.twice(line.number, row: row, first: first)) }
            rows[line.number] = rows[line.number] ?? row
        }
        let count = before.extensions.count + lines.count
        if count > Extension.limit { return problems + [.tooMany(count)] }
        let choices = Self.channelsToAdd(to: before, with: lines.count)
        if channels != 0, !choices.contains(channels) { problems.append(.channels(most: choices.last ?? 0)) }
        return problems
    }

    private func problems(
        deleting numbers: [ExtensionNumber], _ channels: Int, of before: SmartPBXContent
    ) -> [SmartPBXChangeProblem] {
        if numbers.isEmpty, channels == 0 { return [.nothing] }
        let there = Dictionary(uniqueKeysWithValues: before.extensions.map { ($0.number, $0.device) })
        var problems: [SmartPBXChangeProblem] = []
        var rows: [ExtensionNumber: Int] = [:]
        for (row, number) in numbers.enumerated() {
            switch there[number] {
            case nil: problems.append(.unknown(number, row: row))
            case .some(let device) where !device.isDeletable: problems.append(.notDeletable(number, row: row))
            default: break
            }
            if let first = rows[number] { problems.append(.twice(number, row: row, first: first)) }
            rows[number] = rows[number] ?? row
        }
        if problems.isEmpty, rows.count == before.extensions.count { problems.append(.all) }
        let choices = Self.channelsToDelete(of: before)
        if !choices.contains(channels) { problems.append(.channels(most: choices.last ?? 0)) }
        return problems
    }
}
