/// A size of QR codes, and how its codewords are cut into blocks at level M (ISO/IEC 18004, tables 1 and 9).
struct QRCodeVersion {
    let number: Int
    /// Correcting codewords of each block.
    private let corrections: Int
    private let blocks: Int

    /// 1 to 20: 666 bytes are more than anything that people point a telephone at.
    static let all: [QRCodeVersion] = zip(
        [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26],
        [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]
    ).enumerated().map { QRCodeVersion(number: $0 + 1, corrections: $1.0, blocks: $1.1) }

    var size: Int { number * 4 + 17 }

    /// Bytes that fit beside mode and length.
    var capacity: Int { dataCodewords - (lengthBits + 4 + 7) / 8 }

    private var lengthBits: Int { number < 10 ? 8 : 16 }
    private var dataCodewords: Int { codewords - corrections * blocks }

    /// What is left of the square by the fixed patterns, in bytes.
    private var codewords: Int {
        var modules = (16 * number + 128) * number + 64
        if number >= 2 {
            let alignments = number / 7 + 2
            modules -= (25 * alignments - 10) * alignments - 55
            if number >= 7 { modules -= 36 }
        }
        return modules / 8
    }

    /// Centres of the alignment patterns, along both axes.
    var alignments: [Int] {
        guard number > 1 else { return [] }
        let count = number / 7 + 2
        let step = (number * 8 + count * 3 + 5) / (count * 4 - 4) * 2
        return [6] + (0..<count - 1).map { size - 7 - $0 * step }.reversed()
    }

    /// Mode, length, the bytes, and padding.
    func codewords(of bytes: [UInt8]) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, lengthBits)
        for byte in bytes { append(Int(byte), 8) }
        append(0, min(4, dataCodewords * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var words = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        for padding in 0..<dataCodewords - words.count { words.append(padding % 2 == 0 ? 0xEC : 0x11) }
        return words
    }

    /// The blocks' words in turn, then their corrections in turn. The last blocks are longer by one where it does not come out even.
    func interleaved(_ data: [UInt8]) -> [UInt8] {
        let short = codewords / blocks - corrections
        let longer = codewords % blocks
        var parts: [[UInt8]] = []
        var start = 0
        for block in 0..<blocks {
            let end = start + short + (block >= blocks - longer ? 1 : 0)
            parts.append(Array(data[start..<end]))
            start = end
        }
        let code = ReedSolomon(corrections)
        let corrected = parts.map(code.corrections)
        let words = (0...short).flatMap { index in parts.compactMap { index < $0.count ? $0[index] : nil } }
        return words + (0..<corrections).flatMap { index in corrected.map { $0[index] } }
    }
}

/// Reed–Solomon correction over the field of 256 elements that QR codes use (polynomial 0x11D).
struct ReedSolomon {
    /// Of the generator, the highest power first and left out: it is 1.
    private let divisor: [UInt8]

    /// - Parameter degree: so many codewords correct a block.
    init(_ degree: Int) {
        var divisor = [UInt8](repeating: 0, count: degree)
        divisor[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                divisor[index] = ReedSolomon.product(divisor[index], root)
                if index + 1 < degree { divisor[index] ^= divisor[index + 1] }
            }
            root = ReedSolomon.product(root, 2)
        }
        self.divisor = divisor
    }

    /// The rest of the division of `data` by the generator.
    func corrections(of data: [UInt8]) -> [UInt8] {
        data.reduce([UInt8](repeating: 0, count: divisor.count)) { rest, byte in
            let factor = byte ^ rest[0]
            let moved = rest.dropFirst() + [0]
            return zip(moved, divisor).map { $0 ^ ReedSolomon.product($1, factor) }
        }
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var result = 0
        for bit in (0..<8).reversed() {
            result = result << 1 ^ (result >> 7) * 0x11D
            if right >> bit & 1 == 1 { result ^= Int(left) }
        }
        return UInt8(truncatingIfNeeded: result)
    }
}
