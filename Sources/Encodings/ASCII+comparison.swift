extension ASCII {
    /// Whether two byte sequences are equal when letters of both cases count as the same.
    @inlinable
    public static func equalIgnoringCase(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        for (left, right) in zip(one, other) where lowercase(left) != lowercase(right) { return false }
        return true
    }

    /// Whether the bytes are that text.
    @inlinable
    public static func equal(_ bytes: Span<UInt8>, _ text: String) -> Bool {
        let text = text.utf8.span
        guard bytes.count == text.count else { return false }
        for index in 0..<text.count where bytes[index] != text[index] { return false }
        return true
    }

    /// The part of the range without the spaces and tabs at its ends (OWS of RFC 9110 § 5.6.3).
    @inlinable
    public static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isBlank(bytes[start]) { start += 1 }
        while start < end, isBlank(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    /// The same for a slice.
    @inlinable
    public static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        while let first = slice.first, isBlank(first) { slice.removeFirst() }
        while let last = slice.last, isBlank(last) { slice.removeLast() }
        return slice
    }
}
