@testable import Ordering
import Testing

/// What is taken as evidence, by its bytes.
@Suite struct EvidenceFileTests {
    private func problem(_ name: String, _ content: [UInt8]) -> EvidenceFile.Problem? {
        if case .failure(let problem) = EvidenceFile.read(name: name, content) { problem } else { nil }
    }

    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    private static let jpg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]

    static func office(_ folder: String) -> [UInt8] {
        TestArchive([("[Content_Types].xml", "<Types/>"), ("\(folder)/document.xml", "<x/>")]).bytes
    }

    /// A compound file whose directory names that stream.
    private static func compound(_ stream: String) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        let name = stream.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        bytes.replaceSubrange(640..<640 + name.count, with: name)
        return bytes
    }

    private static let contents: [EvidenceFileKind: [UInt8]] = [
        .pdf: Array("%PDF-1.7\n".utf8), .png: png, .jpg: jpg, .xlsx: office("xl"), .xlsm: office("xl"),
        .docx: office("word"), .pptx: office("ppt"), .xls: compound("Workbook"), .doc: compound("WordDocument"),
        .ppt: compound("PowerPoint Document"), .zip: TestArchive([("免許証.png", "x")]).bytes,
    ]

    @Test func `DATED-3 each kind is taken with its own bytes and refused with those of others`() throws {
        let archives: Set<EvidenceFileKind> = [.xlsx, .xlsm, .docx, .pptx, .zip]
        let workbooks: Set<EvidenceFileKind> = [.xlsx, .xlsm]
        for kind in EvidenceFileKind.allCases {
            for (other, bytes) in Self.contents {
                // A document of Office is an archive too, and a workbook may lack macros.
                let isBoth = kind == .zip && archives.contains(other) || workbooks.isSuperset(of: [kind, other])
                let expected: EvidenceFile.Problem? = kind == other || isBoth ? nil : .otherKind(kind)
                #expect(problem("申込書.\(kind.rawValue.uppercased())", bytes) == expected, "\(kind) with \(other)")
            }
        }
    }

    @Test func `DATED-3 a script is no picture, whatever its name`() {
        for kind in EvidenceFileKind.allCases {
            #expect(problem("写真.\(kind.rawValue)", Array("<script>alert(1)</script>".utf8)) == .otherKind(kind))
        }
        #expect(problem("写真.png", Array("#!/bin/sh\n".utf8) + Self.png) == .otherKind(.png))
    }

    @Test(arguments: ["申込書.exe", "申込書", "申込書.png.html", "申込書.", ".jpeg", "申込書.svg"])
    func `DATED-3 other endings are refused`(name: String) {
        #expect(problem(name, Self.png) == .ending)
    }

    @Test func `DATED-3 ten megabytes are taken, and one byte more is not`() {
        let full = Self.png + [UInt8](repeating: 0, count: EvidenceFile.limit - Self.png.count)
        #expect(problem("写真.png", full) == nil && full.count == 10 << 20)
        #expect(problem("写真.png", full + [0]) == .tooLarge)
        #expect(problem("", []) == .missing && problem("写真.png", []) == .empty)
    }

    @Test func `DATED-3 an archive and a document with a password are refused as such`() {
        var archive = TestArchive([("1.png", "x"), ("2.png", "y")])
        archive.encrypted = [1]
        #expect(problem("資料.zip", archive.bytes) == .password)
        #expect(problem("資料.docx", Self.compound("EncryptedPackage")) == .password)
        // The directory says no, and the member yes.
        archive.hidesEncryption = true
        #expect(problem("資料.zip", archive.bytes) == .archive(.damaged))
    }

    @Test func `DATED-3 a bomb is refused without being unpacked`() {
        var archive = TestArchive([("1.png", "x")])
        archive.declared = ZipDirectory.mostUnpackedMegabytes << 20
        #expect(problem("資料.zip", archive.bytes) == nil)
        archive.declared += 1
        #expect(problem("資料.zip", archive.bytes) == .archive(.tooLargeUnpacked))
        let many = (0..<1_001).map { ("\($0).png", "") }
        #expect(problem("資料.zip", TestArchive(Array(many.prefix(1_000))).bytes) == nil)
        #expect(problem("資料.zip", TestArchive(many).bytes) == .archive(.tooManyMembers))
        // All members are one piece of the file.
        var overlapping = TestArchive([("1.png", "x"), ("2.png", "y")])
        overlapping.isOverlapping = true
        #expect(problem("資料.zip", overlapping.bytes) == .archive(.damaged))
    }

    @Test func `DATED-3 a broken archive and names that leave the folder are refused`() {
        let whole = TestArchive([("1.png", "hello"), ("a/2.png", "x")]).bytes
        for length in whole.indices { #expect(problem("資料.zip", Array(whole[..<length])) != nil, "\(length)") }
        #expect(problem("資料.zip", whole + [0]) == .archive(.damaged))
        #expect(problem("資料.zip", TestArchive([]).bytes) == .archive(.empty))
        for name in ["../x", "a/../../x", "/etc/x", "C:x", "a\\..\\x"] {
            #expect(problem("資料.zip", TestArchive([(name, "x")]).bytes) == .archive(.unsafeName))
        }
        let macros = TestArchive([("[Content_Types].xml", ""), ("xl/workbook.xml", ""), ("xl/vbaProject.bin", "")])
            .bytes
        #expect(problem("表.xlsm", macros) == nil && problem("表.xlsx", macros) == .otherKind(.xlsx))
    }
}

/// A ZIP archive whose members are stored, honest or not.
struct TestArchive {
    let members: [(name: String, content: String)]
    var encrypted: Set<Int> = []
    /// The directory says of none that it is encrypted.
    var hidesEncryption = false
    /// Of the first, what it says of its size unpacked; 0: the truth.
    var declared = 0
    var isOverlapping = false

    init(_ members: [(String, String)]) { self.members = members }

    var bytes: [UInt8] {
        var (files, directory) = ([UInt8](), [UInt8]())
        for (place, member) in members.enumerated() {
            let (name, content) = (Array(member.name.utf8), Array(member.content.utf8))
            let flag = encrypted.contains(place) ? 1 : 0
            let sizes = four(content.count) + four(place == 0 && declared > 0 ? declared : content.count)
            let offset = isOverlapping ? 0 : files.count
            files +=
                four(0x0403_4B50) + two(20) + two(flag) + two(0) + four(0) + four(0) + sizes + two(name.count) + two(0)
            files += name + content
            directory +=
                four(0x0201_4B50) + two(20) + two(20) + two(hidesEncryption ? 0 : flag) + two(0) + four(0) + four(0)
            directory += sizes + two(name.count) + two(0) + two(0) + two(0) + two(0) + four(0) + four(offset) + name
        }
        let end = four(0x0605_4B50) + two(0) + two(0) + two(members.count) + two(members.count) + four(directory.count)
        return files + directory + end + four(files.count) + two(0)
    }

    private func two(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
    private func four(_ number: Int) -> [UInt8] { two(number & 0xFFFF) + two(number >> 16) }
}
