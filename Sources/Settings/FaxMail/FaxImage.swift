/// A received fax as fax servers hand it over: a TIFF of bi-level pages in strips, compressed as on the line (TIFF 6.0; RFC 2301,
/// profiles S and F). Read strictly and within bounds; the pictures themselves are never unpacked.
struct FaxImage: Sendable, Equatable {
    static let mostPages = 500
    static let mostStrips = 4_096
    /// In pixels; A3 at the finest resolution has 4,864 by 6,732, and pages may be long.
    static let mostWidth = 10_000
    static let mostLength = 100_000

    enum Compression: Sendable, Equatable {
        /// Modified Huffman in rows that begin at bytes (TIFF 2).
        case rows
        /// T.4 (TIFF 3), in one or two dimensions.
        case group3(isTwoDimensional: Bool)
        /// T.6 (TIFF 4).
        case group4
    }

    struct Strip: Sendable, Equatable {
        /// In the file.
        let bytes: Range<Int>
        let rows: Int
    }

    struct Page: Sendable, Equatable {
        let width: Int
        let length: Int
        let compression: Compression
        /// A black run stands for white: PhotometricInterpretation 1.
        let isInverted: Bool
        /// The first pixel is a byte's lowest bit: FillOrder 2.
        let isReversed: Bool
        /// Pixels an inch, across and down.
        let resolution: Resolution
        let strips: [Strip]
    }

    struct Resolution: Sendable, Equatable {
        let across: Double
        let down: Double
    }

    let pages: [Page]

    /// What is not taken, and why; for the operator, in English.
    enum Fault: Error, Sendable, Equatable {
        case notTIFF
        case cutShort
        case noPages
        case tooManyPages
        /// Pictures of another kind.
        case otherPicture(page: Int, String)
        case damaged(page: Int, String)

        var reason: String {
            switch self {
            case .notTIFF: "this is no TIFF"
            case .cutShort: "the TIFF ends before its pages do"
            case .noPages: "the TIFF has no pages"
            case .tooManyPages: "more than \(FaxImage.mostPages) pages, or pages in a circle"
            case .otherPicture(let page, let what): "page \(page) is no fax: \(what)"
            case .damaged(let page, let what): "page \(page) is damaged: \(what)"
            }
        }
    }

    init(reading bytes: [UInt8]) throws(Fault) {
        let file = try FaxTIFF(bytes)
        var pages: [Page] = []
        var (place, seen) = (try file.firstDirectory, Set<Int>())
        while place != 0 {
            guard seen.insert(place).inserted, pages.count < Self.mostPages else { throw .tooManyPages }
            let directory = try file.directory(at: place)
            pages.append(try Page(directory, number: pages.count + 1, in: file))
            place = directory.next
        }
        if pages.isEmpty { throw .noPages }
        self.pages = pages
    }
}

extension FaxImage.Page {
    fileprivate init(_ directory: FaxTIFF.Directory, number: Int, in file: FaxTIFF) throws(FaxImage.Fault) {
        func value(_ tag: FaxTIFF.Tag, or usual: Int?) throws(FaxImage.Fault) -> Int {
            let values = try file.integers(tag, of: directory)
            guard let value = values.first ?? usual else { throw .damaged(page: number, "\(tag) is missing") }
            return value
        }
        let (width, length) = (try value(.width, or: nil), try value(.length, or: nil))
        guard (1...FaxImage.mostWidth).contains(width), (1...FaxImage.mostLength).contains(length) else {
            throw .damaged(page: number, "\(width) by \(length) pixels")
        }
        self.width = width
        self.length = length
        guard try value(.bitsPerSample, or: 1) == 1, try value(.samplesPerPixel, or: 1) == 1 else {
            throw .otherPicture(page: number, "it is not black and white")
        }
        let options = try value(.group3Options, or: 0)
        switch try value(.compression, or: 1) {
        case 2: compression = .rows
        case 3: compression = .group3(isTwoDimensional: options & 1 == 1)
        case 4: compression = .group4
        case let other: throw .otherPicture(page: number, "compression \(other)")
        }
        isInverted = try value(.photometric, or: 0) == 1
        isReversed = try value(.fillOrder, or: 1) == 2
        strips = try Self.strips(of: directory, number, length: length, in: file)
        resolution = try Self.resolution(of: directory, length: length, in: file)
    }

    private static func strips(
        of directory: FaxTIFF.Directory, _ number: Int, length: Int, in file: FaxTIFF
    ) throws(FaxImage.Fault) -> [FaxImage.Strip] {
        let offsets = try file.integers(.stripOffsets, of: directory)
        var counts = try file.integers(.stripByteCounts, of: directory)
        if counts.isEmpty, offsets.count == 1 { counts = [max(0, file.count - offsets[0])] }
        // Some fax servers say 2^32 - 1: one strip.
        let perStrip = min(try file.integers(.rowsPerStrip, of: directory).first ?? length, length)
        guard perStrip > 0, !offsets.isEmpty, offsets.count == counts.count,
            offsets.count == (length + perStrip - 1) / perStrip
        else { throw .damaged(page: number, "its strips do not make up its length") }
        var strips: [FaxImage.Strip] = []
        for (index, (offset, count)) in zip(offsets, counts).enumerated() {
            guard count > 0, offset >= 8, offset <= file.count, count <= file.count - offset else { throw .cutShort }
            strips.append(
                .init(bytes: offset..<(offset + count), rows: min(perStrip, length - index * perStrip)))
        }
        return strips
    }

    /// Fax's own where the file tells none that can be.
    private static func resolution(
        of directory: FaxTIFF.Directory, length: Int, in file: FaxTIFF
    ) throws(FaxImage.Fault) -> FaxImage.Resolution {
        let unit = try file.integers(.resolutionUnit, of: directory).first ?? 2
        let scale = unit == 3 ? 2.54 : 1
        let (across, down) = (
            try file.rational(.resolutionAcross, of: directory), try file.rational(.resolutionDown, of: directory)
        )
        let possible = 50.0...2_400.0
        let usual = FaxImage.Resolution(across: 204, down: length > 1_500 ? 196 : 98)
        guard let across, let down, possible.contains(across * scale), possible.contains(down * scale) else {
            return usual
        }
        return .init(across: across * scale, down: down * scale)
    }
}
