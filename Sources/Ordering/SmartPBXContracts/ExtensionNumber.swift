import Encodings
package import Exchange
import Telephony

/// 内線番号: 拠点番号 and 端末番号 of one contract's plan.
package struct ExtensionNumber: Sendable, Hashable, Comparable {
    package enum Part: String, Sendable, CaseIterable {
        case site, device
    }

    package let site: String
    package let device: String

    package init(site: String, device: String) { (self.site, self.device) = (site, device) }

    /// What was dialled, or stands in a user ID; nil where it has not the length of the plan.
    package init?(digits: some StringProtocol, in plan: NumberPlan) {
        guard digits.utf8.count == plan.siteDigits + plan.deviceDigits else { return nil }
        self.init(
            site: String(digits.prefix(plan.siteDigits)), device: String(digits.suffix(plan.deviceDigits)))
    }

    /// As a person typed it, 22-201 or 22201, in whatever width; nil where that is no number of the plan.
    package init?(typed text: String, in plan: NumberPlan) {
        guard let digits = PastedText(text).digits else { return nil }
        self.init(digits: digits, in: plan)
    }

    /// As it stands in a form.
    init?(hyphenated text: some StringProtocol) {
        let parts = String(text).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isDigit) }) else {
            return nil
        }
        self.init(site: parts[0], device: parts[1])
    }

    /// PBX-2, of one that has the plan's length: neither part begins with 0 or 1.
    package var isWellFormed: Bool { [site, device].allSatisfy { $0.first.map { ("2"..."9").contains($0) } ?? false } }

    /// As it is dialled inside the contract.
    package var digits: String { site + device }

    /// As it stands in a form; a hyphen is no digit of either part.
    var hyphenated: String { "\(site)-\(device)" }

    /// What is wrong with a part (PBX-2).
    package enum Problem: Error, Sendable, Equatable {
        case missing(Part)
        /// `*`, `#` or a pause (`,` `p` `P` `;`), by name.
        case sign(Part, Character)
        case notDigits(Part)
        case length(Part, is: Int, plan: Int)
        /// 0 or 1.
        case firstDigit(Part, Character)
    }

    private static let signs: Set<Character> = ["*", "#", ",", "p", "P", ";"]

    /// Reads both parts as they were typed, full-width digits too. All that is wrong is told at once.
    package static func read(
        site: String, device: String, in plan: NumberPlan
    ) -> Result<ExtensionNumber, Problems> {
        let typed = [(Part.site, site, plan.siteDigits), (.device, device, plan.deviceDigits)]
        let read = typed.map { part, text, length in Self.read(text, part, length) }
        let problems = read.compactMap { part -> Problem? in
            if case .failure(let problem) = part { problem } else { nil }
        }
        guard problems.isEmpty, case .success(let site) = read[0], case .success(let device) = read[1] else {
            return .failure(Problems(all: problems))
        }
        return .success(ExtensionNumber(site: site, device: device))
    }

    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }

    private static func read(_ typed: String, _ part: Part, _ length: Int) -> Result<String, Problem> {
        let text = PastedText(typed).text
        if text.isEmpty { return .failure(.missing(part)) }
        if let sign = text.first(where: signs.contains) { return .failure(.sign(part, sign)) }
        guard text.allSatisfy({ ("0"..."9").contains($0) }) else { return .failure(.notDigits(part)) }
        guard text.count == length else { return .failure(.length(part, is: text.count, plan: length)) }
        if let first = text.first, first == "0" || first == "1" { return .failure(.firstDigit(part, first)) }
        return .success(text)
    }

    /// The same extension with zeros at the end of one part (PBX-9).
    package func lengthened(_ part: Part, by digits: Int) -> ExtensionNumber {
        let zeros = String(repeating: "0", count: digits)
        return ExtensionNumber(
            site: part == .site ? site + zeros : site, device: part == .device ? device + zeros : device)
    }

    package static func < (left: ExtensionNumber, right: ExtensionNumber) -> Bool {
        (left.site, left.device) < (right.site, right.device)
    }
}

extension DeviceKind {
    /// PBX-3: what a person can order here.
    package var isOrderable: Bool { self == .smartphone || self == .computer }
    /// PBX-3: a VoIP-GW neither comes nor goes by an order of this site.
    package var isDeletable: Bool { self != .gateway }
}

/// One extension of a contract.
package struct Extension: Sendable, Hashable {
    package let number: ExtensionNumber
    package let device: DeviceKind

    /// PBX-3: of one contract.
    package static let limit = 1_500
}
