package import Mustache

/// A sentence on a page, with its telephone numbers apart: browsers break them at their hyphens, and a number in two lines is misread.
/// `Shell/spoken` draws it.
package struct SpokenText: ViewModel {
    private let pieces: [Piece]

    package init(_ text: String) { pieces = Self.pieces(of: text) }

    package static let fields: ViewFields<SpokenText> = ["pieces": { .list($0.pieces) }]

    private struct Piece: ViewModel {
        let text: Substring
        let isNumber: Bool

        static let fields: ViewFields<Piece> = [
            "text": { .text(String($0.text)) },
            "isNumber": { .flag($0.isNumber) },
        ]
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        var index = rest.startIndex
        while index < rest.endIndex {
            let run = rest[index...].utf8.prefix {
                $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0
            }
            guard isNumber(run) else {
                index = run.isEmpty ? rest.index(after: index) : run.endIndex
                continue
            }
            if rest.startIndex < index { pieces.append(Piece(text: rest[..<index], isNumber: false)) }
            pieces.append(Piece(text: rest[index..<run.endIndex], isNumber: true))
            rest = rest[run.endIndex...]
            index = rest.startIndex
        }
        if !rest.isEmpty { pieces.append(Piece(text: rest, isNumber: false)) }
        return pieces
    }

    /// 03-1234-5678, 090-1111-2222.
    private static func isNumber(_ run: Substring.UTF8View) -> Bool {
        (12...13).contains(run.count) && run.first == UInt8(ascii: "0")
            && run.count { $0 == UInt8(ascii: "-") } == 2 && run.last != UInt8(ascii: "-")
    }
}
