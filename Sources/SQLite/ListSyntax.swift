internal import Encodings

/// Puts what SQLite understands for every `list(?n)` in a statement.
enum ListSyntax {
    /// The statement for SQLite; nil when it has no list and stands as it is.
    static func expand(_ sql: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var expanded: [UInt8] = []
        var copied = 0
        var index = 0
        while index < sql.count {
            if let end = endOfOpaque(sql, from: index) {
                index = end
            } else if isWord(sql[index]) {
                let start = index
                while index < sql.count, isWord(sql[index]) { index += 1 }
                guard let place = place(sql, word: start..<index) else { continue }
                expanded += sql[copied..<start]
                expanded += "(SELECT value FROM json_each(".utf8
                expanded += sql[place]
                expanded += "))".utf8
                index = place.upperBound + 1
                copied = index
            } else {
                index += 1
            }
        }
        return copied == 0 ? nil : expanded + sql[copied...]
    }

    /// The `?2` of `list(?2)`, when `word` begins it.
    private static func place(_ sql: UnsafeBufferPointer<UInt8>, word: Range<Int>) -> Range<Int>? {
        guard sql[word].elementsEqual("list".utf8) else { return nil }
        let start = word.upperBound + 1
        guard start < sql.count, sql[start - 1] == UInt8(ascii: "("), sql[start] == UInt8(ascii: "?") else {
            return nil
        }
        var end = start + 1
        while end < sql.count, ASCII.isDigit(sql[end]) { end += 1 }
        return end < sql.count && sql[end] == UInt8(ascii: ")") ? start..<end : nil
    }

    /// Where a quoted text or name or a comment ends that begins at `start`; nil when none does.
    private static func endOfOpaque(_ sql: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let second = start + 1 < sql.count ? sql[start + 1] : 0
        switch (sql[start], second) {
        // A doubled quote ends one text and begins the next: the same to us.
        case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _):
            return end(sql, from: start + 1) { sql[$0] == sql[start] }
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            return end(sql, from: start + 2) { sql[$0] == UInt8(ascii: "\n") }
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            return end(sql, from: start + 3) { sql[$0] == UInt8(ascii: "/") && sql[$0 - 1] == UInt8(ascii: "*") }
        default:
            return nil
        }
    }

    private static func end(
        _ sql: UnsafeBufferPointer<UInt8>, from start: Int, where isLast: (Int) -> Bool
    ) -> Int {
        var index = start
        while index < sql.count, !isLast(index) { index += 1 }
        return min(index + 1, sql.count)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || byte == ASCII.underscore || byte >= 0x80
    }
}
