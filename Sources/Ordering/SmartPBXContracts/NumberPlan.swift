/// How many digits the extensions of a contract have (PBX-1): 拠点番号, then 端末番号, the same throughout.
package struct NumberPlan: Sendable, Hashable {
    /// 内線拠点番号桁数
    package let siteDigits: Int
    /// 内線端末番号桁数
    package let deviceDigits: Int

    package static let siteRange = 1...11
    package static let deviceRange = 2...11

    package init?(siteDigits: Int, deviceDigits: Int) {
        guard Self.siteRange.contains(siteDigits), Self.deviceRange.contains(deviceDigits) else { return nil }
        (self.siteDigits, self.deviceDigits) = (siteDigits, deviceDigits)
    }

    /// How many extensions there can be: neither part begins with 0 or 1. Never more than `Extension.limit` are asked for, so that what
    /// is beyond all counting is told as the largest number there is.
    package var capacity: Int {
        let parts = [siteDigits, deviceDigits].map { (0..<$0 - 1).reduce(8) { product, _ in product * 10 } }
        let (product, overflow) = parts[0].multipliedReportingOverflow(by: parts[1])
        return overflow ? .max : product
    }

    /// Zeros are put at the end of one part (PBX-9); nil where it would have too many digits.
    package func lengthened(_ part: ExtensionNumber.Part, by digits: Int) -> NumberPlan? {
        guard digits > 0 else { return nil }
        switch part {
        case .site: return NumberPlan(siteDigits: siteDigits + digits, deviceDigits: deviceDigits)
        case .device: return NumberPlan(siteDigits: siteDigits, deviceDigits: deviceDigits + digits)
        }
    }
}
