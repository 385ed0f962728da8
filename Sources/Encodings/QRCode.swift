/// A QR code (ISO/IEC 18004), model 2, in byte mode with error correction level M: about 15 % of it may be unreadable.
public struct QRCode: Sendable, Equatable {
    /// Modules along each side, without the quiet zone of four that belongs around it.
    public let size: Int
    /// Row by row from the top left; true is dark.
    private let modules: [Bool]

    /// What fits into the largest code made here, in bytes.
    public static let capacity = QRCodeVersion.all[QRCodeVersion.all.count - 1].capacity

    /// The smallest code that holds `bytes`, with the mask that readers like best; nil when they are more than `capacity`.
    public init?(_ bytes: [UInt8]) {
        guard let version = QRCodeVersion.all.first(where: { $0.capacity >= bytes.count }) else { return nil }
        var drawing = QRCodeDrawing(version)
        drawing.place(version.interleaved(version.codewords(of: bytes)))
        let masked = QRCodeMask.all.map { mask in
            var copy = drawing
            copy.apply(mask)
            return copy
        }
        guard let best = masked.min(by: { $0.penalty < $1.penalty }) else { return nil }
        (size, modules) = (version.size, best.modules)
    }

    /// Whether the module is dark; those outside are not.
    public func isDark(_ column: Int, _ row: Int) -> Bool {
        (0..<size).contains(column) && (0..<size).contains(row) && modules[row * size + column]
    }

    /// The dark modules as the `d` of an SVG path, one unit a module, the quiet zone included: from (4, 4) to
    /// (size + 4, size + 4). Each run of a row is one rectangle.
    public var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                guard isDark(column, row) else {
                    column += 1
                    continue
                }
                let start = column
                while isDark(column, row) { column += 1 }
                path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(column - start)v1h-\(column - start)z"
            }
        }
        return path
    }

    /// Modules of light around the code.
    public static let quietZone = 4
}
