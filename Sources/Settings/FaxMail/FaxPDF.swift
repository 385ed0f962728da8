/// A fax as a PDF (ISO 32000-1): a page for a page, with the strips of the TIFF in it as they were received (CCITTFaxDecode, § 7.4.6). Nothing
/// is unpacked, so that it costs no more than the bytes.
struct FaxPDF {
    private let tiff: [UInt8]
    private var file: [UInt8] = Array("%PDF-1.4\n%\u{E2}\u{E3}\u{CF}\u{D3}\n".utf8)
    /// Where each object begins; the first is that of number 1.
    private var places: [Int] = []

    static func file(_ image: FaxImage, of tiff: [UInt8]) -> [UInt8] {
        var pdf = FaxPDF(tiff: tiff)
        pdf.file.reserveCapacity(tiff.count + image.pages.count * 1_024)
        pdf.write(image)
        return pdf.file
    }

    private init(tiff: [UInt8]) { self.tiff = tiff }

    private mutating func write(_ image: FaxImage) {
        // Object 1 is the catalogue, 2 the list of pages; each page has two of its own, and one a strip.
        var next = 3
        let first = image.pages.map { page in
            defer { next += 2 + page.strips.count }
            return next
        }
        add("<< /Type /Catalog /Pages 2 0 R >>")
        let kids = first.map { "\($0) 0 R" }.joined(separator: " ")
        add("<< /Type /Pages /Count \(image.pages.count) /Kids [\(kids)] >>")
        for (page, number) in zip(image.pages, first) { add(page, as: number) }
        end()
    }

    private mutating func add(_ page: FaxImage.Page, as number: Int) {
        let (width, height) = (
            Double(page.width) * 72 / page.resolution.across, Double(page.length) * 72 / page.resolution.down
        )
        let pictures = page.strips.indices.map { "/S\($0) \(number + 2 + $0) 0 R" }.joined(separator: " ")
        add(
            """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(Self.text(width)) \(Self.text(height))] \
            /Contents \(number + 1) 0 R /Resources << /XObject << \(pictures) >> >> >>
            """)
        var (drawing, row) = ("", 0)
        for (index, strip) in page.strips.enumerated() {
            row += strip.rows
            let part = Double(strip.rows) * 72 / page.resolution.down
            let below = height - Double(row) * 72 / page.resolution.down
            drawing += "q \(Self.text(width)) 0 0 \(Self.text(part)) 0 \(Self.text(max(0, below))) cm /S\(index) Do Q\n"
        }
        add("<< /Length \(drawing.utf8.count) >>", stream: Array(drawing.utf8)[...])
        for strip in page.strips { add(strip, of: page) }
    }

    private mutating func add(_ strip: FaxImage.Strip, of page: FaxImage.Page) {
        let kind =
            switch page.compression {
            case .group4: "/K -1"
            case .group3(let isTwoDimensional): "/K \(isTwoDimensional ? 1 : 0)"
            case .rows: "/K 0 /EncodedByteAlign true"
            }
        let bytes = tiff[strip.bytes]
        add(
            """
            << /Type /XObject /Subtype /Image /Width \(page.width) /Height \(strip.rows) /ColorSpace /DeviceGray \
            /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << \(kind) /Columns \(page.width) \
            /Rows \(strip.rows) /EndOfBlock false /BlackIs1 \(page.isInverted) >> /Length \(bytes.count) >>
            """, stream: page.isReversed ? ArraySlice(bytes.map(Self.reversed)) : bytes)
    }

    private mutating func add(_ dictionary: String, stream: ArraySlice<UInt8>? = nil) {
        places.append(file.count)
        file += Array("\(places.count) 0 obj\n\(dictionary)\n".utf8)
        if let stream {
            file += Array("stream\n".utf8)
            file += stream
            file += Array("\nendstream\n".utf8)
        }
        file += Array("endobj\n".utf8)
    }

    private mutating func end() {
        let start = file.count
        var table = "xref\n0 \(places.count + 1)\n0000000000 65535 f \n"
        for place in places { table += "\(Self.padded(place)) 00000 n \n" }
        table += "trailer\n<< /Size \(places.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        file += Array(table.utf8)
    }

    private static func padded(_ place: Int) -> String {
        let digits = "\(place)"
        return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    }

    /// With two decimals, and never in a form that PDF does not know.
    private static func text(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func reversed(_ byte: UInt8) -> UInt8 {
        var (rest, turned) = (byte, UInt8(0))
        for _ in 0..<8 {
            turned = turned << 1 | rest & 1
            rest >>= 1
        }
        return turned
    }
}
