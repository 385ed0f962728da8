import Encodings
import Foundation
import TestPrograms
import Testing

/// QR codes, read back by Debian's zbarimg.
@Suite struct QRCodeTests {
    private static let reader = "/usr/bin/zbarimg"
    private static var hasReader: Bool { FileManager.default.isExecutableFile(atPath: reader) }

    /// As a greymap with eight pixels a module, which the reader takes as a picture.
    private func picture(of code: QRCode) -> Data {
        let side = (code.size + 2 * QRCode.quietZone) * 8
        var bytes = Array("P5\n\(side) \(side)\n255\n".utf8)
        for row in 0..<side {
            for column in 0..<side {
                bytes.append(code.isDark(column / 8 - QRCode.quietZone, row / 8 - QRCode.quietZone) ? 0 : 255)
            }
        }
        return Data(bytes)
    }

    /// Every size there is, as full as it can be.
    @Test(.enabled(if: hasReader, "needs Debian's zbar-tools"))
    func `A code of every size is read as what was written`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var sizes: Set<Int> = []
        for length in stride(from: 1, through: QRCode.capacity, by: 9) {
            let text = String((0..<length).map { Character(UnicodeScalar(UInt8(33 + ($0 * 7 + length) % 90))) })
            let code = try #require(QRCode(Array(text.utf8)))
            guard sizes.insert(code.size).inserted else { continue }
            let file = folder.appending(path: "\(length).pgm")
            try picture(of: code).write(to: file)
            let ending = try await onOwnThread {
                try StartedProgram(
                    Self.reader, ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", file.path]
                ).ending()
            }
            #expect(ending.output == text + "\n", "\(code.size) modules, \(length) bytes")
        }
        #expect(sizes.count == 20)
    }

    @Test func `What is too long for the largest code is none`() {
        #expect(QRCode(Array(repeating: 65, count: QRCode.capacity)) != nil)
        #expect(QRCode(Array(repeating: 65, count: QRCode.capacity + 1)) == nil)
    }

    @Test func `The path draws the dark modules and no others`() throws {
        let code = try #require(QRCode(Array("https://example.jp/".utf8)))
        var drawn: Set<[Int]> = []
        for part in code.path.split(separator: "z") {
            let numbers = part.split { !$0.isNumber }.compactMap { Int($0) }
            for column in numbers[0]..<numbers[0] + numbers[2] { drawn.insert([column, numbers[1]]) }
        }
        let edge = code.size + 2 * QRCode.quietZone
        for row in 0..<edge {
            for column in 0..<edge {
                #expect(
                    drawn.contains([column, row])
                        == code.isDark(column - QRCode.quietZone, row - QRCode.quietZone))
            }
        }
    }
}
