extension BinaryInteger {
    /// The number with zeros before it: at least `width` digits, as `07` in a time of day. For numbers that are not negative.
    /// - Parameter radix: 10, or 16 for lower-case hexadecimal digits.
    public func zeroPadded(to width: Int, radix: Int = 10) -> String {
        let digits = String(self, radix: radix)
        switch width - digits.utf8.count {
        case ...0: return digits
        case 1: return "0" + digits
        case let missing: return String(repeating: "0", count: missing) + digits
        }
    }
}

extension String {
    /// The text with spaces behind it: at least `width` characters, as in the columns of a terminal.
    public func spacePadded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
