internal import Encodings

/// What a request asks for, taken from the target of its request line (RFC 9112 § 3.2).
struct RequestTarget: Equatable {
    /// Decoded, without dot segments, beginning with "/"; or "*".
    var path: String
    /// As it was sent, without the question mark; empty when there is none.
    var query: String
    /// Host and port of an absolute-form, which win over the Host field; nil for the other forms.
    var authority: HostName?

    /// Reads origin-form, absolute-form and, for OPTIONS, the asterisk. Nil for anything that is none of these.
    init?(_ bytes: ArraySlice<UInt8>, method: Method) {
        if bytes.first == ASCII.slash {
            self.init(originForm: bytes)
        } else if bytes.elementsEqual("*".utf8) {
            guard method == .options else { return nil }
            self.init(path: "*")
        } else {
            self.init(absoluteForm: bytes, method: method)
        }
    }

    private init(path: String) {
        self.path = path
        query = ""
    }

    private init?(absoluteForm bytes: ArraySlice<UInt8>, method: Method) {
        let isSecure = bytes.count > 8 && ASCII.equalIgnoringCase(bytes.prefix(8), "https://".utf8)
        let isPlain = bytes.count > 7 && ASCII.equalIgnoringCase(bytes.prefix(7), "http://".utf8)
        guard isSecure || isPlain else { return nil }
        let rest = bytes.dropFirst(isSecure ? 8 : 7)
        let end = rest.firstIndex { $0 == ASCII.slash || $0 == ASCII.question } ?? rest.endIndex
        guard let host = HostName(rest[rest.startIndex..<end]) else { return nil }
        if end == rest.endIndex {
            self.init(path: method == .options ? "*" : "/")
        } else if rest[end] == ASCII.question {
            self.init(originForm: ArraySlice([ASCII.slash] + rest[end...]))
        } else {
            self.init(originForm: rest[end...])
        }
        authority = host
    }

    /// Reads a path and a query; nil unless every byte may stand in them as RFC 3986 has it.
    init?(originForm bytes: ArraySlice<UInt8>) {
        var mark = bytes.startIndex
        while mark < bytes.endIndex, bytes[mark] != ASCII.question { mark += 1 }
        guard let path = RequestTarget.path(bytes[bytes.startIndex..<mark]) else { return nil }
        self.path = path
        query = ""
        if mark < bytes.endIndex {
            guard let query = RequestTarget.query(bytes[(mark + 1)...]) else { return nil }
            self.query = query
        }
    }

    /// The path decoded and without dot segments. Nil for bytes a path may not have, for encoded control characters,
    /// slashes and backslashes, for what is not UTF-8 and for a path that climbs out of the root.
    private static func path(_ bytes: ArraySlice<UInt8>) -> String? {
        var isPlain = true
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == ASCII.percent || (byte == ASCII.dot && previous == ASCII.slash) {
                isPlain = false
            } else if !ByteSet.path.contains(byte) {
                return nil
            }
            previous = byte
        }
        if isPlain { return String(decoding: bytes, as: UTF8.self) }
        return unescaped(bytes).flatMap(withoutDotSegments)
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            if bytes[position] == ASCII.percent {
                guard let byte = PercentEncoding.escape(bytes, at: position) else { return nil }
                if ASCII.isControl(byte) || byte == ASCII.slash || byte == ASCII.backslash { return nil }
                decoded.append(byte)
                position += 3
            } else {
                decoded.append(bytes[position])
                position += 1
            }
        }
        return decoded[...]
    }

    /// RFC 3986 § 5.2.4, except that nothing lies above the root.
    private static func withoutDotSegments(_ bytes: ArraySlice<UInt8>) -> String? {
        var kept: [ArraySlice<UInt8>] = []
        var endsInFolder = false
        for segment in bytes.dropFirst().split(separator: ASCII.slash, omittingEmptySubsequences: false) {
            let isParent = segment.elementsEqual("..".utf8)
            endsInFolder = isParent || segment.elementsEqual(".".utf8)
            if isParent {
                guard kept.popLast() != nil else { return nil }
            } else if !endsInFolder {
                kept.append(segment)
            }
        }
        if endsInFolder { kept.append([]) }
        return String(validating: [ASCII.slash] + kept.joined(separator: [ASCII.slash]), as: UTF8.self)
    }

    /// The query as it was sent. Nil for bytes it may not have and for escapes that do not make UTF-8 or make a NUL.
    private static func query(_ bytes: ArraySlice<UInt8>) -> String? {
        var isPlain = true
        for byte in bytes {
            if byte == ASCII.percent {
                isPlain = false
            } else if !ByteSet.query.contains(byte) {
                return nil
            }
        }
        if !isPlain && PercentEncoding.decode(bytes, plusIsSpace: false) == nil { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
