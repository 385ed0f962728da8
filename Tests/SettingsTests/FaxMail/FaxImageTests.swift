import Foundation
@testable import Settings
import Testing

@Suite struct FaxImageTests {
    private func fault(_ bytes: [UInt8]) -> FaxImage.Fault? {
        do throws(FaxImage.Fault) {
            _ = try FaxImage(reading: bytes)
            return nil
        } catch { return error }
    }

    @Test(arguments: [true, false], [2, 3, 4])
    func `FAX-1 a fax of either byte order and each compression is read page by page`(
        isLittle: Bool, compression: Int
    ) throws {
        let sample = SampleFax(pages: 3, isLittle: isLittle, compression: compression, strips: 4)
        let image = try FaxImage(reading: sample.bytes)
        #expect(image.pages.count == 3)
        let page = image.pages[2]
        #expect(page.width == 1728 && page.length == 1100 && page.resolution == .init(across: 204, down: 98))
        #expect(page.strips.map(\.rows) == [275, 275, 275, 275])
        #expect(page.strips.map { Array(sample.bytes[$0.bytes]) } == Array(repeating: sample.data, count: 4))
    }

    @Test func `FAX-1 fifty pages are no matter, a circle of pages and too many are`() throws {
        #expect(try FaxImage(reading: SampleFax(pages: 50).bytes).pages.count == 50)
        #expect(fault(SampleFax(pages: 2, isCircle: true).bytes) == .tooManyPages)
        #expect(fault(SampleFax(pages: FaxImage.mostPages + 1).bytes) == .tooManyPages)
    }

    @Test func `FAX-1 what is no fax is refused by its reason`() {
        #expect(fault([]) == .notTIFF)
        #expect(fault(Array("%PDF-1.4".utf8)) == .notTIFF)
        #expect(fault([0x49, 0x49, 0x2A, 0, 0, 0, 0, 0]) == .noPages)
        #expect(fault([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]) == .cutShort)
        #expect(fault(SampleFax(compression: 7).bytes) == .otherPicture(page: 1, "compression 7"))
        #expect(fault(SampleFax(bits: 8).bytes) == .otherPicture(page: 1, "it is not black and white"))
        #expect(fault(SampleFax(width: 0).bytes) == .damaged(page: 1, "0 by 1100 pixels"))
        #expect(fault(SampleFax(length: 200_000).bytes) == .damaged(page: 1, "1728 by 200000 pixels"))
        #expect(fault(SampleFax(strips: 3, length: 2).bytes) != nil)
    }

    @Test func `FAX-1 a fax that is cut anywhere, or has any byte turned, does no harm`() {
        let whole = SampleFax(pages: 2, strips: 3).bytes
        for count in 0..<whole.count { #expect(fault(Array(whole.prefix(count))) != nil, "\(count) bytes") }
        for place in whole.indices {
            for value in [UInt8(0), 0xFF, whole[place] ^ 0x80] {
                var turned = whole
                turned[place] = value
                if let image = try? FaxImage(reading: turned) {
                    #expect(FaxPDF.file(image, of: turned).count < 100_000)
                }
            }
        }
    }
}

@Suite struct FaxPDFTests {
    private func pdf(_ sample: SampleFax) throws -> String {
        let bytes = sample.bytes
        return String(decoding: FaxPDF.file(try FaxImage(reading: bytes), of: bytes), as: UTF8.self)
    }

    @Test func `FAX-1 the PDF has a page for a page, with the strips as they were received`() throws {
        let sample = SampleFax(pages: 2, strips: 2)
        let bytes = sample.bytes
        let file = FaxPDF.file(try FaxImage(reading: bytes), of: bytes)
        let text = String(decoding: file, as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1.4") && text.hasSuffix("%%EOF\n"))
        #expect(text.contains("/Type /Pages /Count 2"))
        // 1728 pixels of 204, 1100 of 98 an inch.
        #expect(text.contains("/MediaBox [0 0 609.88 808.16]"))
        #expect(text.components(separatedBy: "/Filter /CCITTFaxDecode").count == 5)
        #expect(file.indices.count { file[$0...].starts(with: sample.data) } == 4)
    }

    @Test func `FAX-1 every object of the PDF stands where its table says`() throws {
        let bytes = SampleFax(pages: 3, strips: 2).bytes
        let file = FaxPDF.file(try FaxImage(reading: bytes), of: bytes)
        let text = String(decoding: file, as: Unicode.ASCII.self)
        let table = try #require(text.components(separatedBy: "xref\n").dropFirst().first)
        let places = table.split(separator: "\n").dropFirst(2).prefix { $0.hasSuffix("00000 n ") }
            .compactMap { Int($0.prefix(10)) }
        #expect(places.count == 2 + 3 * 4)
        for (index, place) in places.enumerated() {
            #expect(file[place...].starts(with: "\(index + 1) 0 obj".utf8), "\(index + 1)")
        }
        let start = try #require(text.components(separatedBy: "startxref\n").last?.split(separator: "\n").first)
        #expect(file[(Int(start) ?? 0)...].starts(with: "xref".utf8))
    }

    @Test(arguments: [(2, "/K 0 /EncodedByteAlign true"), (3, "/K 0 "), (4, "/K -1")])
    func `FAX-1 each compression has its name in the PDF`(compression: Int, words: String) throws {
        #expect(try pdf(SampleFax(compression: compression)).contains(words))
    }

    @Test func `FAX-1 what the TIFF has the other way round the PDF has too`() throws {
        #expect(try pdf(SampleFax()).contains("/BlackIs1 false"))
        #expect(try pdf(SampleFax(photometric: 1)).contains("/BlackIs1 true"))
        let sample = SampleFax(fillOrder: 2, data: [0x01, 0x80, 0x0F])
        let bytes = sample.bytes
        let file = FaxPDF.file(try FaxImage(reading: bytes), of: bytes)
        #expect(file.indices.contains { file[$0...].starts(with: Array("stream\n".utf8) + [0x80, 0x01, 0xF0]) })
    }
}
