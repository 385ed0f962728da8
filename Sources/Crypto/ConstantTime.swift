internal import COpenSSL

/// Whether two secrets are the same bytes. The time taken tells their lengths and nothing about their content.
public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
