import Encodings

extension PhoneNumber {
    /// As people write it, 03-1234-5678, where the numbering plan makes the places of the hyphens certain; else the bare digits.
    package var display: String {
        var digits = digits
        return digits.withUTF8 { digits in
            guard let (first, second) = PhoneNumber.hyphens(digits) else {
                return String(decoding: digits, as: UTF8.self)
            }
            return String(unsafeUninitializedCapacity: 15) { text in
                var place = 0
                for index in 0..<digits.count {
                    if index == first || index == second {
                        text[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    text[place] = digits[index]
                    place += 1
                }
                return place
            }
        }
    }

    /// After how many digits the two hyphens stand.
    private static func hyphens(_ digits: UnsafeBufferPointer<UInt8>) -> (Int, Int)? {
        if digits.count == 11 { return digits[3] == ASCII.zero ? (4, 7) : (3, 7) }
        if digits[1] == UInt8(ascii: "1") || digits[1] >= UInt8(ascii: "5") {
            if digits.starts(with: "0120".utf8) || digits.starts(with: "0570".utf8) { return (4, 7) }
            if digits.starts(with: "0180".utf8) || digits.starts(with: "0990".utf8) { return (4, 7) }
        }
        return AreaCodes.length(digits).map { ($0, 6) }
    }
}
