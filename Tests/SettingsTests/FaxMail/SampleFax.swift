/// TIFFs as fax servers write them, and as nobody should.
struct SampleFax {
    var pages = 1
    var isLittle = true
    var compression = 4
    var bits = 1
    var strips = 1
    var width = 1728
    var length = 1100
    var photometric = 0
    var fillOrder = 1
    /// Of each strip.
    var data: [UInt8] = [0x26, 0xA0, 0x5B, 0xFC, 0x00, 0x10, 0x01]
    /// The last directory leads back to the first.
    var isCircle = false

    var bytes: [UInt8] {
        var file: [UInt8] = isLittle ? [0x49, 0x49, 0x2A, 0] : [0x4D, 0x4D, 0, 0x2A]
        file += number(0, 4)
        var links = [4]
        for _ in 0..<pages {
            let offsets = (0..<strips).map { _ -> Int in
                defer { file += data }
                return file.count
            }
            let lists = file.count
            for offset in offsets { file += number(offset, 4) }
            for _ in offsets { file += number(data.count, 4) }
            let resolution = file.count
            for value in [204, 1, 98, 1] { file += number(value, 4) }
            if let link = links.last { put(file.count, at: link, in: &file) }
            let fields: [(tag: Int, type: Int, count: Int, value: Int)] = [
                (256, 3, 1, width), (257, 4, 1, length), (258, 3, 1, bits), (259, 3, 1, compression),
                (262, 3, 1, photometric), (266, 3, 1, fillOrder),
                (273, 4, strips, strips == 1 ? offsets[0] : lists), (277, 3, 1, 1),
                (278, 4, 1, (length + strips - 1) / strips),
                (279, 4, strips, strips == 1 ? data.count : lists + 4 * strips), (282, 5, 1, resolution),
                (283, 5, 1, resolution + 8), (296, 3, 1, 2),
            ]
            file += number(fields.count, 2)
            for field in fields {
                file += number(field.tag, 2) + number(field.type, 2) + number(field.count, 4)
                file += field.type == 3 && field.count == 1 ? number(field.value, 2) + [0, 0] : number(field.value, 4)
            }
            links.append(file.count)
            file += number(0, 4)
        }
        if isCircle, let link = links.last {
            for (index, byte) in file[4..<8].enumerated() { file[link + index] = byte }
        }
        return file
    }

    private func number(_ value: Int, _ size: Int) -> [UInt8] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return isLittle ? bytes : bytes.reversed()
    }

    private func put(_ value: Int, at place: Int, in file: inout [UInt8]) {
        for (index, byte) in number(value, 4).enumerated() { file[place + index] = byte }
    }
}
