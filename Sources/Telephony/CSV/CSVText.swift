import Glibc

/// Finds out in which encoding a file was saved and turns it into UTF-8; what cannot be read for certain is refused.
enum CSVText {
    /// The file's text as UTF-8 without a byte order mark.
    static func utf8(of bytes: [UInt8]) -> Result<[UInt8], CSVProblem> {
        if let other = CSVProblem(ofOtherThanText: bytes) { return .failure(other) }
        let text: [UInt8]?
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            text = validUTF8(Array(bytes.dropFirst(3)))
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            text = fromUTF16(bytes.dropFirst(2), isLittleEndian: true)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            text = fromUTF16(bytes.dropFirst(2), isLittleEndian: false)
        } else if let isLittleEndian = unmarkedUTF16(bytes) {
            text = fromUTF16(bytes[...], isLittleEndian: isLittleEndian)
        } else {
            text = validUTF8(bytes) ?? fromCP932(bytes)
        }
        guard let text else { return .failure(.unknownEncoding) }
        if text.contains(0) { return .failure(.nul) }
        return isMarkup(text) ? .failure(.webPage) : .success(text)
    }

    /// HTML or XML: what systems give out as "Excel", and pages saved instead of the file behind them.
    private static func isMarkup(_ text: [UInt8]) -> Bool {
        guard let start = text.firstIndex(where: { $0 > 0x20 }), text[start] == UInt8(ascii: "<") else { return false }
        return text.dropFirst(start + 1).first.map { $0 == 0x21 || $0 == 0x3F || $0 >= 0x41 } ?? false
    }

    private static func validUTF8(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
    }

    /// Telephone numbers in UTF-16 have a zero in every second byte, and nothing else has.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> Bool? {
        let head = bytes.prefix(64)
        guard head.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
        let zeros = head.indices.filter { head[$0] == 0 }
        guard zeros.count >= head.count / 4 else { return nil }
        if zeros.allSatisfy({ !$0.isMultiple(of: 2) }) { return true }
        return zeros.allSatisfy { $0.isMultiple(of: 2) } ? false : nil
    }

    private static func fromUTF16(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> [UInt8]? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isLittleEndian ? second << 8 | first : first << 8 | second)
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    /// Shift_JIS as Windows writes it (code page 932), by the C library's converter; nil when a byte does not belong to it.
    private static func fromCP932(_ bytes: [UInt8]) -> [UInt8]? {
        let converter = iconv_open("UTF-8", "CP932")
        // iconv_open answers (iconv_t)-1 where the machine lacks the table.
        guard let converter, Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map(CChar.init(bitPattern:))
        // Two bytes become three, a half-width katakana of one byte becomes three.
        let capacity = bytes.count * 3
        var isWhole = false
        let text = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                output.withMemoryRebound(to: CChar.self) { output in
                    var (source, sourceLeft) = (input.baseAddress, input.count)
                    var (target, targetLeft) = (output.baseAddress, output.count)
                    isWhole = iconv(converter, &source, &sourceLeft, &target, &targetLeft) == 0 && sourceLeft == 0
                    count = output.count - targetLeft
                }
            }
        }
        return isWhole ? text : nil
    }
}
