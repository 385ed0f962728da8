/// Base 16 (RFC 4648 § 8), written in lower case.
public enum Hex {
    /// Two digits a byte.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { write(bytes, to: $0) }
    }

    /// The same as the bytes of the digits.
    public static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count * 2) { output, count in
            count = write(bytes, to: output)
        }
    }

    private static func write(_ bytes: [UInt8], to output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var index = 0
        for byte in bytes {
            output[index] = digit(byte >> 4)
            output[index + 1] = digit(byte & 15)
            index += 2
        }
        return index
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? ASCII.zero + value : 0x57 + value }
}
