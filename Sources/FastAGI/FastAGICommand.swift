internal import Encodings

/// What a call is told to do: the commands of the Asterisk Gateway Interface that a telephone menu needs.
///
/// Their arguments are numbers and names that this type checks itself, so that nothing from outside ever makes a second
/// command of a line.
public struct FastAGICommand: Sendable, Equatable {
    /// The command as it is sent, without its line feed.
    public let line: String
    /// Seconds after which a reply that has not come will not come any more.
    public let patience: Double

    /// All keys of a telephone, for commands that a key may cut short.
    public static let allKeys = "0123456789*#"

    private init(_ line: String, patience: Double) {
        self.line = line
        self.patience = patience
    }

    /// Takes the call. Result 0, or -1 when it has gone.
    public static let answer = FastAGICommand("ANSWER", patience: 30)

    /// Ends the call. Result 1.
    public static let hangUp = FastAGICommand("HANGUP", patience: 10)

    /// Plays a sound file to its end or until one of the keys is pressed. Result: the key's ASCII code, 0 for none, -1 when
    /// the call has gone.
    /// - Parameters:
    ///   - file: under Asterisk's folder of sounds, without its ending: letters, digits, `-`, `_`, `.` and `/`.
    ///   - keys: those that cut it short; empty for none.
    /// - Returns: nil for another file name or other keys.
    public static func stream(file: String, keys: String = allKeys) -> FastAGICommand? {
        guard isFileName(file), let quoted = quote(keys) else { return nil }
        return FastAGICommand("STREAM FILE \(file) \(quoted)", patience: 120)
    }

    /// Says digits one by one, in the language of the call. Results as for a file.
    /// - Returns: nil when there are other characters than digits among them, none, or more than 32.
    public static func say(digits: String, keys: String = allKeys) -> FastAGICommand? {
        guard (1...32).contains(digits.utf8.count), digits.utf8.allSatisfy(ASCII.isDigit), let quoted = quote(keys)
        else {
            return nil
        }
        return FastAGICommand("SAY DIGITS \(digits) \(quoted)", patience: 120)
    }

    /// Waits for a key. Result: its ASCII code, 0 when none came in time, -1 when the call has gone.
    /// - Parameter seconds: 1 to 600; what is beyond is taken as the nearest of these.
    public static func waitForKey(seconds: Int) -> FastAGICommand {
        let seconds = min(max(seconds, 1), 600)
        return FastAGICommand("WAIT FOR DIGIT \(seconds * 1000)", patience: Double(seconds) + 15)
    }

    /// An argument of keys is always quoted: an empty one would be none.
    private static func quote(_ keys: String) -> String? {
        keys.allSatisfy { allKeys.contains($0) } ? "\"\(keys)\"" : nil
    }

    private static func isFileName(_ name: String) -> Bool {
        (1...200).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                ASCII.isLetterOrDigit(byte) || "-_./".utf8.contains(byte)
            }
    }
}
