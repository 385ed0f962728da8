/// Japanese keyboards write letters, digits and signs in two widths, and mean the same by both.
extension Unicode.Scalar {
    /// Of U+FF01 to U+FF5E the character of ASCII that it is a wide form of; any other as it is, the wide space too.
    @inlinable package var foldingWidth: Unicode.Scalar {
        guard 0xFF01...0xFF5E ~= value else { return self }
        return Unicode.Scalar(UInt8(truncatingIfNeeded: value - 0xFEE0))
    }
}

extension String {
    /// Every character in its narrow form, if it has one.
    package var foldingWidth: String {
        guard utf8.contains(where: { $0 > 127 }) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map(\.foldingWidth)))
    }
}
