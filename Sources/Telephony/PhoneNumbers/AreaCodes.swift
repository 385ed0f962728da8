import Encodings

/// How long the area code of a ten-digit number is, by the Japanese numbering plan (市外局番), as far as the first five digits
/// decide it. Where they do not, nothing is said, and the number is shown without hyphens.
enum AreaCodes {
    /// Length of the area code including its 0, or nil where uncertain. `digits` has ten digits and begins with 0.
    static func length(_ digits: UnsafeBufferPointer<UInt8>) -> Int? {
        let four = Int(digits[1] - ASCII.zero) * 100 + Int(digits[2] - ASCII.zero) * 10 + Int(digits[3] - ASCII.zero)
        let mark = table[four * 10 + Int(digits[4] - ASCII.zero)]
        return ASCII.isDigit(mark) ? Int(mark - ASCII.zero) : nil
    }

    /// One mark for each five digits 0ABCD: the length, or `-`.
    private static let table: [UInt8] = {
        var marks: [UInt8] = Array(repeating: UInt8(ascii: "-"), count: 1000)
        for line in byThirdDigit.utf8.split(separator: UInt8(ascii: "\n")) {
            marks += line.filter { $0 != UInt8(ascii: " ") }.flatMap { Array(repeating: $0, count: 10) }
        }
        for entry in byFourthDigit.split(whereSeparator: \.isWhitespace) {
            guard let prefix = Int(entry.prefix(4)) else { continue }
            marks.replaceSubrange(prefix * 10..<prefix * 10 + 10, with: entry.dropFirst(5).utf8)
        }
        return marks
    }()

    /// Line A (1…9), group B, mark C: the length for 0ABC.
    private static let byThirdDigit = """
        ---------- 3333333333 ---444-444 4444444-4- 44444--444 4444---4-4 444---4444 -444444344 -444444434 4444443443
        ---------- ---------- 433-444344 3334443443 4444434443 43334-4-4- 4434-44444 43334344-4 434-44344- 3-3-444434
        2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222
        ---------- ---------- 234333334- 3333334344 3333333333 3333333333 4434344434 -2333-434- 4333333333 443444444-
        ---------- ---------- 3333333333 344433444- 3333443443 4434444443 4444444444 -44444-444 3433444433 3333444---
        2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222 2222222222
        ---------- ---------- 3433343333 4444344444 444444-444 3333333333 3434344443 4444434344 3333333333 4433---444
        ---------- ---------- 4334-3443- 4434444--- 4444444-43 4-44444444 333-3----- 3333343434 4444443434 3344444443
        ---------- ---------- 4333333333 4333333333 4344434444 4343444434 4333444444 4344433444 -344444433 --3--4-433
        """

    /// 0ABC:DDDDDDDDDD where the fourth digit after the 0 is needed too.
    private static let byFourthDigit = """
        0126:4444444544 0137:4454544544 0139:4454444554 0145:4444445544 0146:4444445444 0154:3344444534 0155:3344444354
        0156:4444544444 0158:4444445544 0163:4454554444 0164:4444444454 0165:4444555454 0223:3344333333 0255:3333333443
        0257:3344433333 0259:4-4444444- 0264:3344443333 0278:3344444433 0283:3343344444 0289:3333334444 0291:4444444344
        0293:3344433333 0422:4444444444 0428:3344333444 0429:2322222332 0470:2244444442 0475:3344444443 0479:3344444443
        0499:-3-3535353 0539:333333--34 0576:4444444445 0597:444444444- 0598:3344444443 0599:3344444443 0746:4444444454
        0794:3333334443 0795:3344433443 0796:3344443344 0824:3333444443 0829:33-4-43443 0837:334444-333 0838:334444455-
        0839:333333-333 0847:4444444544 0851:--5-5----- 0863:444444-444 0865:33334-4433 0866:334444444- 0867:44--444444
        0868:3344444443 0869:334433444- 0980:4454444444 0991:3355333333 0993:444--44444 0994:3344444334 0996:4444444445
        """
}
