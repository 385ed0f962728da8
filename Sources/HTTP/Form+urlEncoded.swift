internal import Encodings

extension Form {
    /// Reads application/x-www-form-urlencoded (WHATWG URL § 5.1): pairs between "&", a name without "=" has an empty
    /// text, empty pairs are passed over.
    init(urlEncoded bytes: ArraySlice<UInt8>) throws(FormProblem) {
        self.init()
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: ASCII.ampersand) ?? rest.endIndex
            let pair = rest[rest.startIndex..<end]
            if !pair.isEmpty {
                let (name, value) = try Form.pair(pair)
                try add(name, value)
            }
            rest = end < rest.endIndex ? rest[(end + 1)...] : []
        }
    }

    static func pair(_ pair: ArraySlice<UInt8>) throws(FormProblem) -> (name: String, value: String) {
        let middle = pair.firstIndex(of: ASCII.equals) ?? pair.endIndex
        let name = try Form.text(pair[pair.startIndex..<middle])
        let value = middle < pair.endIndex ? try Form.text(pair[(middle + 1)...]) : ""
        return (name, value)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(FormProblem) -> String {
        guard let text = PercentEncoding.decode(bytes, plusIsSpace: true), !text.utf8.contains(ASCII.null) else {
            throw .badText
        }
        return text
    }
}
