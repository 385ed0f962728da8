import Foundation

/// What a proxy has received and sent, in its order: the file of Kamailio's module sipdump, drawn as a ladder.
struct SIPLadder {
    struct Message {
        let time: Double
        /// ADDRESS:PORT.
        let from: String
        let to: String
        let lines: [String]

        /// "INVITE 0312340001", "302".
        var title: String {
            let words = (lines.first ?? "").split(separator: " ")
            guard words.count > 1 else { return "?" }
            // Kamailio's 100 has a sentence of its own behind a dash.
            if words[0] == "SIP/2.0" { return words[1...].prefix { $0 != "--" }.joined(separator: " ") }
            let user = words[1].split(separator: "@").first.map { $0.replacing("sip:", with: "") } ?? ""
            return words[0] == "INVITE" ? "INVITE \(user)" : String(words[0])
        }

        private static let telling = [
            "Diversion:", "Forward-Unanswered:", "Calling-Number:", "P-Asserted-Identity:", "Privacy:",
        ]

        /// The lines that say where a call goes, and who calls.
        var notes: [String] {
            lines.filter { line in
                Self.telling.contains { line.hasPrefix($0) } || line.hasPrefix("Contact:") && title.hasPrefix("3")
            }
        }

        /// The address in From, without what stands before it.
        var caller: String? {
            lines.first { $0.hasPrefix("From:") }?.firstMatch(of: #/<[^>]*>/#).map { String($0.0) }
        }
    }

    let messages: [Message]

    /// The parts of a file that have come whole.
    init(dump: String) {
        // Of the line ends of SIP, which are one character.
        let text = String(String.UnicodeScalarView(dump.unicodeScalars.filter { $0 != "\r" }))
        let parts = text.components(separatedBy: "||||||||||||||||||||\n").dropLast()
        messages = parts.compactMap(Self.message).sorted { $0.time < $1.time }
    }

    private static func message(_ text: String) -> Message? {
        let halves = text.components(separatedBy: "~~~~~~~~~~~~~~~~~~~~\n")
        guard halves.count == 2 else { return nil }
        var values: [Substring: String] = [:]
        for line in halves[0].split(separator: "\n") {
            let pair = line.split(separator: ":", maxSplits: 1)
            if pair.count == 2 { values[pair[0]] = pair[1].trimmingCharacters(in: .whitespaces) }
        }
        guard let time = values["time"].flatMap(Double.init), let from = values["srcip"], let to = values["dstip"],
            let fromPort = values["srcport"], let toPort = values["dstport"]
        else { return nil }
        return Message(
            time: time, from: "\(from):\(fromPort)", to: "\(to):\(toPort)",
            lines: halves[1].components(separatedBy: "\n"))
    }
}

extension SIPLadder {
    private static let width = 28

    /// One line a message.
    /// - Parameter places: addresses and names, from left to right.
    func drawn(_ places: [(address: String, name: String)]) -> String {
        let head = places.map { $0.name.padding(toLength: Self.width, withPad: " ", startingAt: 0) }.joined()
        var rows = [head.trimmingCharacters(in: .whitespaces)]
        for message in messages {
            guard let from = places.firstIndex(where: { $0.address == message.from }),
                let to = places.firstIndex(where: { $0.address == message.to }), from != to
            else { continue }
            let row = Self.row(message.title, from: from, to: to, of: places.count)
            // Ports are of this run only.
            let notes = message.notes.map { note in
                places.reduce(note) { $0.replacing($1.address, with: $1.name.lowercased()) }
            }
            rows.append(([row] + notes).joined(separator: "  "))
        }
        return rows.joined(separator: "\n")
    }

    private static func row(_ title: String, from: Int, to: Int, of count: Int) -> String {
        let (left, right) = (min(from, to), max(from, to))
        let room = (right - left) * width - 1
        let text = " \(title) "
        let tail = String(repeating: "-", count: max(1, room - text.count - 3))
        let arrow = from < to ? "--\(text)\(tail)>" : "<-\(text)\(tail)-"
        var row = ""
        for place in 0..<count {
            let isUnder = place >= left && place < right
            if isUnder && place > left { continue }
            row += "|" + (isUnder ? arrow : String(repeating: " ", count: place == count - 1 ? 0 : width - 1))
        }
        return row
    }
}
