import Foundation

/// A file of the tree that these tests read. Nothing of the product is asked: what is written is what is judged.
struct SourceFile: Sendable {
    /// From the tree's root on: `Sources/Shell/Gate.swift`.
    let path: String
    let text: String
    /// Of Swift files, without comments and literals, line by line as it is.
    private(set) var code: [String] = []
    /// The string literals of Swift files, "…" for each interpolation.
    private(set) var literals: [(line: Int, text: String)] = []

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }
    var module: String { folders.count > 1 ? folders[1] : "" }
    var lines: [String] { text.components(separatedBy: "\n") }
    /// Of a template: what its comments say is left out.
    var linesWithoutComments: [(line: Int, text: String)] {
        let text = text.replacing(#/\{\{!(?s:.*?)\}\}/#) { String($0.output.filter { $0 == "\n" }) }
        return text.components(separatedBy: "\n").enumerated().map { ($0 + 1, $1) }
    }
    var isStore: Bool { name.contains("Store") }
    var isMigration: Bool { name.contains("Migration") }
    var isWords: Bool { name.contains("Words") }

    /// Line and module of each import.
    var imports: [(line: Int, module: String)] {
        code.enumerated().compactMap { line, text in
            text.firstMatch(of: #/^[\w@ ]*\bimport (?:struct |enum |class |func )?(\w+)/#)
                .map { (line + 1, String($0.1)) }
        }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static func all(in folder: String, ending: String) throws -> [SourceFile] {
        let paths = FileManager.default.enumerator(atPath: root + "/" + folder)?.allObjects as? [String] ?? []
        return try paths.filter { $0.hasSuffix(ending) }.sorted().map { path in
            let path = folder + "/" + path
            var file = SourceFile(path: path, text: try String(contentsOfFile: root + "/" + path, encoding: .utf8))
            if ending == ".swift" { file.takeApart() }
            return file
        }
    }

    /// A literal that has begun: how many quotation marks and whether a "#" end it, and how many brackets of an
    /// interpolation in it are open.
    private struct Open {
        let quotes: Int
        let isRaw: Bool
        let line: Int
        var brackets = 0
        var text: [UInt8] = []
    }

    private mutating func takeApart() {
        let (newline, quote, hash, slash) = (
            UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "/")
        )
        let bytes = Array(text.utf8) + [newline, newline, newline, newline]
        var (place, line, code, open) = (0, 1, [UInt8](), [Open]())
        while place < bytes.count - 4 {
            let (byte, isRaw) = (bytes[place], open.last?.isRaw == true)
            if byte == newline {
                line += 1
                code.append(byte)
            }
            if let top = open.indices.last, open[top].brackets == 0 {
                let quotes = open[top].quotes
                let ending = place + quotes + (isRaw ? 1 : 0)
                if byte == UInt8(ascii: "\\"), !isRaw || bytes[place + 1] == hash {
                    place += isRaw ? 2 : 1
                    if bytes[place] == UInt8(ascii: "(") { open[top].brackets = 1 }
                    if bytes[place] == newline { line += 1 }
                    open[top].text += bytes[place] == UInt8(ascii: "(") ? Array("…".utf8) : [bytes[place]]
                } else if byte == quote, bytes[place..<place + quotes].allSatisfy({ $0 == quote }),
                    !isRaw || bytes[place + quotes] == hash
                {
                    literals.append((open[top].line, String(decoding: open[top].text, as: UTF8.self)))
                    open.removeLast()
                    place = ending - 1
                } else {
                    open[top].text.append(byte)
                }
            } else if byte == slash, bytes[place + 1] == slash {
                while bytes[place + 1] != newline { place += 1 }
            } else if byte == hash, bytes[place + 1] == slash {
                place += 2
                while (bytes[place], bytes[place + 1]) != (slash, hash), bytes[place + 1] != newline { place += 1 }
                place += 1
            } else if byte == quote || byte == hash && bytes[place + 1] == quote {
                let first = byte == hash ? place + 1 : place
                let quotes = bytes[first + 1] == quote && bytes[first + 2] == quote ? 3 : 1
                open.append(Open(quotes: quotes, isRaw: byte == hash, line: line))
                place = first + quotes - 1
            } else if byte != newline {
                if let top = open.indices.last {
                    open[top].brackets += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
                }
                code.append(byte)
            }
            place += 1
        }
        self.code = String(decoding: code, as: UTF8.self).components(separatedBy: "\n")
    }
}
