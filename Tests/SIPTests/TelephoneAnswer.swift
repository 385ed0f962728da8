import Foundation
import Testing

@testable import SIP

/// An answer as a make of telephones, gateways or servers writes it: `Answers/MAKE.txt` holds a few of each, after public
/// records where there are any (the first line of each file says what was seen). Numbers and addresses are replaced; `{branch}`,
/// `{tag}` and `{id}` stand for those of the call.
struct TelephoneAnswer: Sendable, CustomTestStringConvertible {
    /// A field with the lines that continue it, as they stand.
    struct Field: Sendable {
        var name: String
        var value: [UInt8]

        /// Whether the verdict stands on it.
        var isNeeded: Bool {
            ["via", "v", "from", "f", "to", "t", "call-id", "i", "cseq"].contains(key)
        }
        var isHop: Bool { ["via", "v"].contains(key) }
        var key: String { name.lowercased().filter { !$0.isWhitespace } }
    }

    let make: String
    let status: Int
    var start: [UInt8]
    var fields: [Field]
    var body: [UInt8]
    var lineEnd = "\r\n"

    var testDescription: String { "\(make) \(status)" }

    static let all: [TelephoneAnswer] = files.flatMap { file in
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [TelephoneAnswer]() }
        let make = file.deletingPathExtension().lastPathComponent
        return text.drop { $0 != "\n" }.dropFirst().split(separator: "====\n", omittingEmptySubsequences: false)
            .compactMap {
                TelephoneAnswer(String($0), make: make)
            }
    }

    static let files: [URL] = {
        let folder = Bundle.module.resourceURL?.appendingPathComponent("Answers")
        let all = folder.flatMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        return (all ?? []).sorted { $0.path < $1.path }
    }()

    private init?(_ text: String, make: String) {
        let parts = text.components(separatedBy: "\n\n")
        var lines = parts[0].split(separator: "\n").map(String.init)
        let first = lines.removeFirst()
        guard let status = Int(first.split(separator: " ")[1]) else { return nil }
        self.make = make
        self.status = status
        start = Array(first.utf8)
        fields = []
        body = Array(parts.dropFirst().joined(separator: "\n\n").replacing("\n", with: "\r\n").utf8)
        for line in lines {
            if line.first == " " || line.first == "\t" {
                fields[fields.count - 1].value += Array("\r\n\(line)".utf8)
            } else {
                let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                fields.append(Field(name: String(parts[0]), value: Array((parts.last ?? "").utf8)))
            }
        }
    }

    /// As an answer to a call.
    func answering(_ call: TestCall) -> TelephoneAnswer {
        var answer = self
        for (mark, text) in [("{branch}", call.names.branch(1)), ("{tag}", call.names.tag), ("{id}", call.id)] {
            for index in fields.indices {
                answer.fields[index].value.replace(Array(mark.utf8), with: Array(text.utf8))
            }
        }
        return answer
    }

    /// As it comes in.
    var bytes: [UInt8] {
        let lines = [start] + fields.map { Array("\($0.name):".utf8) + $0.value } + [[]]
        return Array(lines.map { $0 + Array(lineEnd.utf8) }.joined()) + body
    }

    /// What a call makes of it, if nothing else comes.
    var verdict: TestCallOutcome {
        switch status {
        case 180, 183: .rang(status)
        case 100..<200: .timedOut
        case 200..<300: .answered(status)
        case 486, 600, 603: .deviceAnswered(status)
        default: .failed(status)
        }
    }
}
