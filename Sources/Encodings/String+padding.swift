extension BinaryInteger {
    /// The number with zeros before it: at least `width` digits, as `07` in a time of day. For numbers that are not negative.
    /// - Parameter radix: 10, or 16 for lower-case hexadecimal digits.
    @inlinable
    public func zeroPadded(to width: Int, radix: Int = 10) -> String {
        // Nearly always it is a part of a date or a time, and there are many on a page.
        if width == 2, radix == 10, self >= 0, self < 100 { return Self.pair(UInt8(truncatingIfNeeded: self)) }
        let digits = String(self, radix: radix)
        switch width - digits.utf8.count {
        case ...0: return digits
        case 1: return "0" + digits
        case let missing: return String(repeating: "0", count: missing) + digits
        }
    }

    /// The two digits of a number below 100.
    @usableFromInline
    static func pair(_ number: UInt8) -> String {
        String(unsafeUninitializedCapacity: 2) { output in
            output[0] = ASCII.zero + number / 10
            output[1] = ASCII.zero + number % 10
            return 2
        }
    }
}

extension String {
    /// The text with spaces behind it: at least `width` characters, as in the columns of a terminal.
    public func spacePadded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
