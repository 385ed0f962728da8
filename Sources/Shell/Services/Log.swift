package import Telephony

/// The operator's log: one JSON object a line. Never give it a password, code, token or a database value.
package struct Log: Sendable {
    package enum Level: String, Sendable { case information, warning, failure }

    private let now: @Sendable () -> Moment
    private let write: @Sendable ([UInt8]) -> Void

    /// `write` gets one complete line, line feed included.
    package init(now: @escaping @Sendable () -> Moment, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.now = now
        self.write = write
    }

    package func callAsFunction(_ level: Level, _ event: String, _ facts: KeyValuePairs<String, String> = [:]) {
        var line: [UInt8] = []
        line.reserveCapacity(256)
        line += "{\"at\":\(now().milliseconds),\"level\":\"\(level.rawValue)\",\"event\":".utf8
        Log.appendQuoted(event, to: &line)
        for (name, value) in facts {
            line.append(UInt8(ascii: ","))
            Log.appendQuoted(name, to: &line)
            line.append(UInt8(ascii: ":"))
            Log.appendQuoted(value, to: &line)
        }
        line += "}\n".utf8
        write(line)
    }

    /// Control characters and those that turn the direction of text are escaped: nobody writes lines of their own.
    private static func appendQuoted(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy(isPlain) { line += text.utf8 } else { appendEscaped(text, to: &line) }
        line.append(UInt8(ascii: "\""))
    }

    /// ASCII that JSON takes as it is: nearly everything that is ever logged.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func appendEscaped(_ text: String, to line: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: line += "\\\"".utf8
            case 0x5C: line += "\\\\".utf8
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                let digits = String(scalar.value, radix: 16)
                line += "\\u".utf8
                line += String(repeating: "0", count: 4 - digits.count).utf8
                line += digits.utf8
            default: line += String(scalar).utf8
            }
        }
    }
}
