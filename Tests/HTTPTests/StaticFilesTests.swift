import Foundation
import Testing

@testable import HTTP

@Suite struct StaticFilesTests {
    private let files = StaticFiles(contents: [
        "/style.css": Array("a{}".utf8), "/images/mark.svg": Array("<svg/>".utf8), "/.env": [1], "/backup.css~": [1],
        "/run.sh": [1], "/css": [1],
    ])

    private func reply(_ path: String, tags: String? = nil) -> Response? {
        files.respond(to: Request(path: path, fields: tags.map { [("If-None-Match", $0)] } ?? []))
    }

    @Test func `a file is served with its type and a tag`() throws {
        let found = try #require(reply("/style.css"))
        #expect(
            found.status == .ok && found.contentType == "text/css; charset=utf-8" && found.body == Array("a{}".utf8))
        #expect(found.fields["cache-control"] == "public, max-age=300")
        #expect(found.fields["etag"]?.count == 18)
        #expect(reply("/images/mark.svg")?.contentType == "image/svg+xml; charset=utf-8")
    }

    @Test func `an address with the present version may be kept for ever, one with another may not`() {
        #expect(reply(files.url(for: "style.css"))?.fields["cache-control"] == "public, max-age=31536000, immutable")
        #expect(reply("/style.css?v=old")?.fields["cache-control"] == "public, max-age=300")
        #expect(files.url(for: "/absent.css") == "/absent.css")
        let changed = StaticFiles(contents: ["/style.css": Array("b{}".utf8)])
        #expect(changed.url(for: "style.css") != files.url(for: "style.css"))
    }

    @Test func `who has the file already gets 304 without it`() throws {
        let tag = try #require(reply("/style.css")?.fields["etag"])
        for tags in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let found = try #require(reply("/style.css", tags: tags))
            #expect(found.status == .notModified && found.body.isEmpty && found.contentType == nil)
            #expect(found.fields["etag"] == tag && found.fields["cache-control"] != nil)
        }
        #expect(reply("/style.css", tags: "\"x\"")?.status == .ok)
    }

    @Test func `RFC 9110 § 13.1.1 who wants another file than the present one gets 412 and no file`() throws {
        func status(_ fields: (String, String)...) -> Status? {
            files.respond(to: Request(path: "/style.css", fields: fields))?.status
        }
        let tag = try #require(reply("/style.css")?.fields["etag"])
        for tags in [tag, "\"x\", \(tag)", "*"] { #expect(status(("If-Match", tags)) == .ok) }
        for tags in ["\"x\"", "W/\(tag)", ""] { #expect(status(("If-Match", tags)) == .preconditionFailed) }
        #expect(status(("If-Match", "\"x\""), ("If-None-Match", tag)) == .preconditionFailed)
        #expect(status(("If-Match", tag), ("If-None-Match", tag)) == .notModified)
    }

    @Test(arguments: [
        "/.env", "/backup.css~", "/run.sh", "/css", "/", "/images", "/images/", "/style.css/", "/STYLE.CSS",
        "/images/../.env",
    ])
    func `only files of known extensions are served`(path: String) {
        #expect(reply(path) == nil)
    }

    @Test func `a folder is read with those below it, less dot files and links`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "static-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let below = folder.appending(path: "images")
        try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
        for name in ["style.css", ".hidden.css", "notes.bak", "images/mark.png", "images/.secret.png"] {
            try Data([1, 2, 3]).write(to: folder.appending(path: name))
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/passwd.txt", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/loop", withDestinationPath: folder.path)
        let files = try StaticFiles(directory: folder.path)
        #expect(files.contains("/style.css") && files.contains("/images/mark.png"))
        for path in ["/.hidden.css", "/notes.bak", "/images/.secret.png", "/passwd.txt", "/loop/style.css"] {
            #expect(!files.contains(path))
        }
        #expect(throws: StaticFolderError.self) { try StaticFiles(directory: folder.path + "/absent") }
    }
}
