/// The frame of a TIFF: its byte order, its directories and their fields (TIFF 6.0, section 2). Nothing in it is believed: every place is
/// looked at only where the file has it.
struct FaxTIFF: Sendable {
    enum Tag: Int, Sendable {
        case width = 256
        case length = 257
        case bitsPerSample = 258
        case compression = 259
        case photometric = 262
        case fillOrder = 266
        case stripOffsets = 273
        case samplesPerPixel = 277
        case rowsPerStrip = 278
        case stripByteCounts = 279
        case resolutionAcross = 282
        case resolutionDown = 283
        case group3Options = 292
        case resolutionUnit = 296
    }

    struct Field: Sendable {
        let type: Int
        let count: Int
        /// Of its value, or of where that lies.
        let place: Int
    }

    struct Directory: Sendable {
        let fields: [Int: Field]
        /// 0 after the last one.
        let next: Int
    }

    private static let mostFields = 256
    private let bytes: [UInt8]
    private let isLittle: Bool

    var count: Int { bytes.count }

    init(_ bytes: [UInt8]) throws(FaxImage.Fault) {
        self.bytes = bytes
        switch bytes.prefix(4) {
        case [0x49, 0x49, 0x2A, 0x00]: isLittle = true
        case [0x4D, 0x4D, 0x00, 0x2A]: isLittle = false
        default: throw .notTIFF
        }
    }

    var firstDirectory: Int { get throws(FaxImage.Fault) { try number(at: 4, 4) } }

    func directory(at place: Int) throws(FaxImage.Fault) -> Directory {
        let count = try number(at: place, 2)
        guard (1...Self.mostFields).contains(count) else { throw .cutShort }
        var fields: [Int: Field] = [:]
        for index in 0..<count {
            let entry = place + 2 + index * 12
            let field = Field(
                type: try number(at: entry + 2, 2), count: try number(at: entry + 4, 4), place: entry + 8)
            fields[try number(at: entry, 2)] = field
        }
        return Directory(fields: fields, next: try number(at: place + 2 + count * 12, 4))
    }

    /// The whole numbers of a field, whatever their size; none where it is not there.
    func integers(_ tag: Tag, of directory: Directory) throws(FaxImage.Fault) -> [Int] {
        guard let field = directory.fields[tag.rawValue] else { return [] }
        let size =
            switch field.type {
            case 1: 1
            case 3: 2
            case 4: 4
            default: 0
            }
        guard size > 0, (1...FaxImage.mostStrips).contains(field.count) else { throw .cutShort }
        let start = field.count * size <= 4 ? field.place : try number(at: field.place, 4)
        var numbers: [Int] = []
        for index in 0..<field.count { numbers.append(try number(at: start + index * size, size)) }
        return numbers
    }

    /// Nil where it is not there, or is divided by nothing.
    func rational(_ tag: Tag, of directory: Directory) throws(FaxImage.Fault) -> Double? {
        guard let field = directory.fields[tag.rawValue], field.type == 5, field.count == 1 else { return nil }
        let start = try number(at: field.place, 4)
        let (above, below) = (try number(at: start, 4), try number(at: start + 4, 4))
        return below == 0 ? nil : Double(above) / Double(below)
    }

    private func number(at place: Int, _ size: Int) throws(FaxImage.Fault) -> Int {
        guard place >= 0, size <= bytes.count, place <= bytes.count - size else { throw .cutShort }
        let slice = bytes[place..<(place + size)]
        return isLittle
            ? slice.reversed().reduce(0) { $0 << 8 | Int($1) } : slice.reduce(0) { $0 << 8 | Int($1) }
    }
}
