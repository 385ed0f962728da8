internal import Encodings

/// The files of one folder, read when the program starts and answered from memory. Only known extensions are served, no
/// dot files and no listings; an address with `?v=` of the file's present content may be kept for ever.
public struct StaticFiles: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        let contentType: String
        /// With its quotes, as in ETag.
        let tag: String
        /// The tag without quotes: what stands behind `?v=`.
        let version: String
        /// The finished replies: whole, and for an address with the right version.
        let reply: Response
        let lastingReply: Response
    }

    /// By path as in a request: "/style.css", "/images/mark.svg".
    private let files: [String: File]

    /// No files at all.
    public init() {
        files = [:]
    }

    /// Reads the folder and those below it. Names beginning with a dot and extensions that are not served are passed over;
    /// a file of more than 16 MiB or what cannot be read throws.
    public init(directory: String) throws(StaticFolderError) {
        var found: [String: File] = [:]
        for (path, bytes) in try StaticFolder.contents(of: directory, where: { StaticFiles.contentType(of: $0) != nil })
        {
            found[path] = StaticFiles.contentType(of: path).map { File(bytes, $0) }
        }
        files = found
    }

    /// Files made in memory, by path: "/style.css".
    public init(contents: [String: [UInt8]]) {
        var found: [String: File] = [:]
        for (path, bytes) in contents {
            if let type = StaticFiles.contentType(of: path) { found[path] = File(bytes, type) }
        }
        files = found
    }

    /// The address of a file, with its version: "/style.css?v=…". A file that is not there keeps its bare address.
    public func url(for name: String) -> String {
        let path = name.hasPrefix("/") ? name : "/" + name
        return files[path].map { "\(path)?v=\($0.version)" } ?? path
    }

    public func contains(_ path: String) -> Bool { files[path] != nil }

    /// The reply for GET and HEAD; nil when there is no such file.
    public func respond(to request: Request) -> Response? {
        guard let file = files[request.path] else { return nil }
        // First of the conditions (RFC 9110 § 13.2.2), and compared strongly: a weak tag never fits.
        if let tags = request.fields["if-match"], !StaticFiles.matches(tags, file.tag, isWeakEnough: false) {
            return .plain(.preconditionFailed)
        }
        let isLasting = request.query.hasPrefix("v=") && request.query.dropFirst(2) == file.version
        let reply = isLasting ? file.lastingReply : file.reply
        guard let tags = request.fields["if-none-match"], StaticFiles.matches(tags, file.tag, isWeakEnough: true) else {
            return reply
        }
        var unchanged = reply
        unchanged.status = .notModified
        unchanged.body = []
        unchanged.contentType = nil
        return unchanged
    }

    /// Whether a list of tags, or "*", fits (RFC 9110 § 8.8.3.2).
    private static func matches(_ field: String, _ tag: String, isWeakEnough: Bool) -> Bool {
        field.split(separator: ",").contains { candidate in
            let text = ASCII.trimmed(ArraySlice(candidate.utf8))
            let bare = isWeakEnough && text.starts(with: "W/".utf8) ? text.dropFirst(2) : text
            return bare.elementsEqual(tag.utf8) || bare.elementsEqual("*".utf8)
        }
    }
}

extension StaticFiles.File {
    init(_ bytes: [UInt8], _ contentType: String) {
        let version = FNV1a.hash(bytes).zeroPadded(to: 16, radix: 16)
        self.bytes = bytes
        self.contentType = contentType
        self.version = version
        tag = "\"\(version)\""
        func reply(_ caching: String) -> Response {
            Response(
                fields: [("Cache-Control", caching), ("ETag", "\"\(version)\"")], contentType: contentType, body: bytes)
        }
        self.reply = reply("public, max-age=300")
        lastingReply = reply("public, max-age=31536000, immutable")
    }
}

extension StaticFiles {
    /// The Content-Type of a served extension; nil for every other.
    static func contentType(of name: String) -> String? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        switch name[name.index(after: dot)...] {
        case "css": return "text/css; charset=utf-8"
        case "js": return "text/javascript; charset=utf-8"
        case "svg": return "image/svg+xml; charset=utf-8"
        case "txt": return "text/plain; charset=utf-8"
        case "html": return "text/html; charset=utf-8"
        case "csv": return "text/csv; charset=utf-8"
        case "json": return "application/json; charset=utf-8"
        case "webmanifest": return "application/manifest+json; charset=utf-8"
        case "png": return "image/png"
        case "jpg", "jpeg": return "image/jpeg"
        case "webp": return "image/webp"
        case "ico": return "image/x-icon"
        case "woff2": return "font/woff2"
        case "pdf": return "application/pdf"
        case "wav": return "audio/wav"
        default: return nil
        }
    }
}
