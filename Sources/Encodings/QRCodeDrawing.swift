/// The square of a QR code while it is drawn: fixed patterns, then data, then a mask over the data.
struct QRCodeDrawing {
    private let size: Int
    private(set) var modules: [Bool]
    /// What no data and no mask touches.
    private var isFixed: [Bool]

    init(_ version: QRCodeVersion) {
        size = version.size
        modules = Array(repeating: false, count: size * size)
        isFixed = modules
        drawTiming()
        for (column, row) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(column, row) }
        drawAlignments(version.alignments)
        drawVersion(version.number)
        // Kept free; which mask it was is written when it is known.
        drawFormat(0)
    }

    private func isDark(_ column: Int, _ row: Int) -> Bool { modules[row * size + column] }

    private mutating func fix(_ column: Int, _ row: Int, _ isDark: Bool) {
        modules[row * size + column] = isDark
        isFixed[row * size + column] = true
    }

    // MARK: Fixed patterns

    private mutating func drawTiming() {
        for index in 0..<size {
            fix(6, index, index % 2 == 0)
            fix(index, 6, index % 2 == 0)
        }
    }

    /// With the light line around it, as far as it lies inside.
    private mutating func drawFinder(_ column: Int, _ row: Int) {
        for down in -4...4 {
            for right in -4...4 where (0..<size).contains(column + right) && (0..<size).contains(row + down) {
                let distance = max(abs(right), abs(down))
                fix(column + right, row + down, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func drawAlignments(_ centres: [Int]) {
        guard let first = centres.first, let last = centres.last else { return }
        for column in centres {
            for row in centres {
                // Finders stand in three of the corners.
                if [(first, first), (first, last), (last, first)].contains(where: { $0 == (column, row) }) { continue }
                for down in -2...2 {
                    for right in -2...2 { fix(column + right, row + down, max(abs(right), abs(down)) != 1) }
                }
            }
        }
    }

    /// From the seventh size on it is written out, with 12 bits that correct it.
    private mutating func drawVersion(_ number: Int) {
        guard number >= 7 else { return }
        let bits = number << 12 | QRCodeDrawing.remainder(of: number, times: 12, by: 0x1F25)
        for bit in 0..<18 {
            let (near, far) = (bit / 3, size - 11 + bit % 3)
            fix(far, near, bits >> bit & 1 == 1)
            fix(near, far, bits >> bit & 1 == 1)
        }
    }

    /// Level M is 00; then the mask; ten bits correct them; all are masked so that they are never all light.
    private mutating func drawFormat(_ mask: Int) {
        let bits = (mask << 10 | QRCodeDrawing.remainder(of: mask, times: 10, by: 0x537)) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { fix(8, index, bit(index)) }
        fix(8, 7, bit(6))
        fix(8, 8, bit(7))
        fix(7, 8, bit(8))
        for index in 9..<15 { fix(14 - index, 8, bit(index)) }
        for index in 0..<8 { fix(size - 1 - index, 8, bit(index)) }
        for index in 8..<15 { fix(8, size - 15 + index, bit(index)) }
        fix(8, size - 8, true)
    }

    private static func remainder(of value: Int, times places: Int, by generator: Int) -> Int {
        (0..<places).reduce(value) { rest, _ in rest << 1 ^ (rest >> (places - 1)) * generator }
    }

    // MARK: Data

    /// Two columns at a time from the right, up and down in turn, past the column of the timing pattern.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        for right in stride(from: size - 1, through: 1, by: -2).map({ $0 <= 6 ? $0 - 1 : $0 }) {
            for step in 0..<size {
                let goesUp = (right + 1) & 2 == 0
                let row = goesUp ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row * size + column] && bit < codewords.count * 8 {
                    modules[row * size + column] = codewords[bit / 8] >> (7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
        }
    }

    mutating func apply(_ mask: QRCodeMask) {
        for row in 0..<size {
            for column in 0..<size where !isFixed[row * size + column] && mask.turns(column, row) {
                modules[row * size + column].toggle()
            }
        }
        drawFormat(mask.number)
    }

    // MARK: How hard it is to read

    /// Long runs, blocks of one colour, what looks like a finder, and an uneven share of dark (ISO/IEC 18004 § 7.8.3).
    var penalty: Int {
        let rows = (0..<size).map { row in (0..<size).map { isDark($0, row) } }
        let columns = (0..<size).map { column in (0..<size).map { isDark(column, $0) } }
        let lines = (rows + columns).reduce(0) { $0 + QRCodeDrawing.penalty(of: $1) }
        let dark = modules.count(where: \.self)
        let tenths = abs(dark * 20 - modules.count * 10) / modules.count
        return lines + blocks * 3 + tenths * 10
    }

    private var blocks: Int {
        var count = 0
        for row in 0..<size - 1 {
            for column in 0..<size - 1 {
                let colour = isDark(column, row)
                if colour == isDark(column + 1, row), colour == isDark(column, row + 1),
                    colour == isDark(column + 1, row + 1)
                {
                    count += 1
                }
            }
        }
        return count
    }

    private static let finder = [true, false, true, true, true, false, true]
    private static let light = [false, false, false, false]

    private static func penalty(of line: [Bool]) -> Int {
        var (total, run) = (0, 1)
        for index in 1...line.count {
            if index < line.count, line[index] == line[index - 1] {
                run += 1
                continue
            }
            if run >= 5 { total += run - 2 }
            run = 1
        }
        // Beyond the edge it is light.
        let padded = light + line + light
        for start in 0...padded.count - 11 {
            let window = padded[start..<start + 11]
            if window.elementsEqual(finder + light) || window.elementsEqual(light + finder) { total += 40 }
        }
        return total
    }
}

/// A pattern that is laid over the data so that no large part has one colour.
struct QRCodeMask {
    let number: Int

    static let all = (0..<8).map(QRCodeMask.init)

    /// Whether it turns the module's colour.
    func turns(_ column: Int, _ row: Int) -> Bool {
        switch number {
        case 0: (column + row) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (column + row) % 3 == 0
        case 4: (column / 3 + row / 2) % 2 == 0
        case 5: column * row % 2 + column * row % 3 == 0
        case 6: (column * row % 2 + column * row % 3) % 2 == 0
        default: ((column + row) % 2 + column * row % 3) % 2 == 0
        }
    }
}
