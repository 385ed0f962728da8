import Encodings
import Foundation

/// A folder of mails as mail programs know it: written in `tmp`, moved into `new` when complete, into `cur` by a reader. Lines
/// end in LF there, as in any file of this system; on the wire and here in CR LF.
struct Maildir: Sendable {
    let path: String

    /// Ours among the files that may be there.
    private static let ending = ".hikari"

    /// The file's name; the same mail written again replaces itself.
    static func name(reference: String, secondsSince1970 seconds: Int64) -> String {
        "\(seconds).\(reference)\(ending)"
    }

    /// On the disk when this returns.
    func write(_ message: [UInt8], as name: String) throws {
        for folder in ["tmp", "new", "cur"] {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(folder)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let descriptor = open("\(path)/tmp/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Maildir.error("cannot make a file in \(path)/tmp") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(
                contentsOf: Data(message.replacing([ASCII.carriageReturn, ASCII.lineFeed], with: [ASCII.lineFeed])))
            try file.synchronize()
            try file.close()
        } catch {
            unlink("\(path)/tmp/\(name)")
            throw MaildirError(description: "cannot write into \(path)/tmp: \(error.localizedDescription)")
        }
        guard rename("\(path)/tmp/\(name)", "\(path)/new/\(name)") == 0 else {
            throw Maildir.error("cannot move a file into \(path)/new")
        }
        try synchronizeNew()
    }

    /// The names of all mails, unread and read, the newest first.
    func names() -> [String] {
        let all = ["new", "cur"].flatMap { folder -> [String] in
            let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
            return files.filter { $0.contains(Maildir.ending) }.map { "\(folder)/\($0)" }
        }
        return all.map { (Maildir.age($0), $0) }.sorted { $0.0 > $1.0 }.map(\.1)
    }

    /// Nil for a name that is none of `names()`.
    func read(_ name: String) throws -> [UInt8]? {
        guard names().contains(name) else { return nil }
        let text = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
        return text.replacing([ASCII.lineFeed], with: [ASCII.carriageReturn, ASCII.lineFeed])
    }

    /// Deletes the mails that the program has put there.
    func empty() throws {
        for name in names() { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
    }

    /// Milliseconds and number of a mail, out of its name.
    static func age(_ name: String) -> (milliseconds: Int64, id: Int) {
        let parts = name.split(separator: "/").last?.split(separator: ".") ?? []
        guard parts.count > 2 else { return (0, 0) }
        return (Int64(parts[1], radix: 36) ?? 0, Int(parts[2]) ?? 0)
    }

    /// The folder itself: without it the file may be there after a power cut, but not its name.
    private func synchronizeNew() throws {
        let folder = open("\(path)/new", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Maildir.error("cannot open \(path)/new") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Maildir.error("cannot synchronize \(path)/new") }
    }

    private static func error(_ what: String) -> MaildirError {
        MaildirError(description: "\(what): \(String(cString: strerror(errno)))")
    }
}

/// A folder that cannot be written: one sentence for the operator.
struct MaildirError: Error, CustomStringConvertible {
    let description: String
}
