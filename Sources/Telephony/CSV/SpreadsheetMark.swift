import Encodings

/// The form that a spreadsheet, or a program that wrote for one, has given to a number.
package struct SpreadsheetMark: Error, Sendable, Equatable {
    package enum Kind: Sendable { case exponent, thousands, decimals, formula }

    package let kind: Kind
    /// What was typed, its leading 0 put back; nil where digits are lost.
    package let digits: String?

    /// Nil for a text that bears no such mark.
    package init?(_ text: String) {
        guard text.utf8.count <= 80, text.utf8.contains(where: Self.isSign) else { return nil }
        var rest = text.unicodeScalars.compactMap(Self.halfWidth)
        if rest.first == "=" {
            self.init(formula: rest)
            return
        }
        if rest.first == "\u{A5}" || rest.first == "\\" { rest.removeFirst() }
        if rest.contains("e") || rest.contains("E") {
            self.init(exponent: rest)
            return
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        let hasDecimals = parts.count == 2 && !parts[1].isEmpty && parts[1].allSatisfy { $0 == "0" }
        guard parts.count == 1 || hasDecimals, let whole = parts.first, let digits = Self.ungrouped(whole) else {
            return nil
        }
        let isGrouped = whole.contains(",")
        guard isGrouped || hasDecimals && digits.count > 8 else { return nil }
        self.init(isGrouped ? .thousands : .decimals, Self.restored(digits))
    }

    private init(_ kind: Kind, _ digits: String?) {
        self.kind = kind
        self.digits = digits
    }

    /// `="0312341001"`, or `=0312341001`.
    private init?(formula: [Unicode.Scalar]) {
        var inner = formula.dropFirst()
        if inner.count > 1, inner.first == "\"", inner.last == "\"" { inner = inner.dropFirst().dropLast() }
        let text = String(String.UnicodeScalarView(inner))
        guard let writing = NumberWriting(text), writing.isPlainNumber, !writing.keys.isEmpty else { return nil }
        self.init(.formula, Self.restored(String(decoding: writing.keys, as: UTF8.self)))
    }

    /// `9.012345678E+09` has all its digits, `9.01235E+09` has not, and what the latter stood for nobody can tell.
    private init?(exponent: [Unicode.Scalar]) {
        let halves = exponent.split(whereSeparator: { $0 == "e" || $0 == "E" })
        guard halves.count == 2, let power = Int(String(String.UnicodeScalarView(halves[1]))), 0...99 ~= power else {
            return nil
        }
        let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.joined()
        guard parts.count <= 2, parts[0].count == 1, digits.allSatisfy(Self.isDigit) else { return nil }
        let isWhole = digits.count > power && digits.dropFirst(power + 1).allSatisfy { $0 == "0" }
        let number = String(String.UnicodeScalarView(digits.prefix(power + 1)))
        self.init(.exponent, isWhole ? Self.restored(number) : nil)
    }

    /// Without the commas between its thousands; nil for any other commas.
    private static func ungrouped(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
            groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.count == 1 || groups[0].count <= 3
        else { return nil }
        return String(String.UnicodeScalarView(groups.joined()))
    }

    /// A number that was typed with +81, or lost its 0, and is one with it; any other stays as it is.
    private static func restored(_ digits: String) -> String {
        if PhoneNumber(clean: digits) != nil { return digits }
        let national = digits.hasPrefix("81") ? "0" + digits.dropFirst(2) : digits
        return ["0" + digits, national].first { PhoneNumber(clean: $0) != nil } ?? digits
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { 0x30...0x39 ~= scalar.value }

    /// The signs of all marks, and the first byte of what is not ASCII.
    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2C, 0x2E, 0x3D, 0x45, 0x65, 0x5C, 0x80...: true
        default: false
        }
    }

    /// Nil for a blank. The wide yen sign stands outside the range of the other wide forms.
    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x20, 0xA0, 0x202F, 0x3000: nil
        case 0xFFE5: "\u{A5}"
        default: scalar.foldingWidth
        }
    }
}
