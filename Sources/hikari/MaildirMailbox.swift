import Foundation
import Settings
import Telephony

/// The folder of mails as the demonstration's mailbox. Reads what `MailComposer` writes, not every mail there is.
struct MaildirMailbox: DemoMailbox {
    let folder: Maildir

    func letters(atMost count: Int) throws -> [DemoLetter] {
        try folder.names().prefix(count).compactMap(letter)
    }

    func letter(_ name: String) throws -> DemoLetter? {
        guard let bytes = try folder.read(name) else { return nil }
        let message = ReadMessage(bytes)
        return DemoLetter(
            name: name, recipient: message.header("To"), subject: message.header("Subject"),
            writtenAt: Moment(milliseconds: Maildir.age(name).milliseconds), text: message.text)
    }
}

/// A message taken apart again: headers with encoded words (RFC 2047), a body in base64.
struct ReadMessage {
    private let headers: [(name: String, value: String)]
    let text: String

    init(_ bytes: [UInt8]) {
        let message = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
        let parts = message.components(separatedBy: "\n\n")
        let unfolded = parts[0].replacingOccurrences(of: "\n ", with: " ").replacingOccurrences(of: "\n\t", with: " ")
        headers = unfolded.components(separatedBy: "\n").compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), ReadMessage.words(String(line[line.index(after: colon)...])))
        }
        let body = parts.dropFirst().joined(separator: "\n\n")
        text = Data(base64Encoded: body, options: .ignoreUnknownCharacters).map(ReadMessage.lines) ?? body
    }

    func header(_ name: String) -> String { headers.first { $0.name == name }?.value ?? "" }

    private static func lines(_ data: Data) -> String {
        String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    }

    /// Encoded words side by side are one text; a space parts all others.
    private static func words(_ value: String) -> String {
        var text = ""
        var wasEncoded = true
        for word in value.split(separator: " ") {
            let decoded =
                word.hasPrefix("=?UTF-8?B?") ? Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) : nil
            if decoded == nil || !wasEncoded { text += text.isEmpty ? "" : " " }
            text += decoded.map { String(decoding: $0, as: UTF8.self) } ?? String(word)
            wasEncoded = decoded != nil
        }
        return text
    }
}
