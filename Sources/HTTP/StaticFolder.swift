internal import Glibc

/// Reads a folder of files into memory.
public enum StaticFolder {
    /// A file may have this many bytes.
    static var sizeLimit: Int { 16 * 1024 * 1024 }

    /// The regular files in the folder and those below it whose names are wanted, by path from the folder ("/style.css").
    /// Names that begin with a dot and links are passed over.
    static func contents(
        of directory: String, where isWanted: (String) -> Bool
    ) throws(StaticFolderError) -> [(path: String, bytes: [UInt8])] {
        var found: [(path: String, bytes: [UInt8])] = []
        var folders = [""]
        while let folder = folders.popLast() {
            for name in try names(in: directory + folder) where !name.hasPrefix(".") {
                let path = "\(folder)/\(name)"
                var facts = stat()
                guard lstat(directory + path, &facts) == 0 else { throw StaticFolderError(directory + path) }
                if facts.st_mode & S_IFMT == S_IFDIR {
                    folders.append(path)
                } else if facts.st_mode & S_IFMT == S_IFREG, isWanted(name) {
                    found.append((path, try bytes(of: directory + path, count: Int(facts.st_size))))
                }
            }
        }
        return found
    }

    private static func names(in directory: String) throws(StaticFolderError) -> [String] {
        guard let handle = opendir(directory) else { throw StaticFolderError(directory) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.sorted()
    }

    private static func bytes(of place: String, count: Int) throws(StaticFolderError) -> [UInt8] {
        guard count <= sizeLimit else { throw StaticFolderError(place, "larger than 16 MiB") }
        let descriptor = open(place, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw StaticFolderError(place) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, filled)
            }
            guard got > 0 else {
                throw StaticFolderError(place, got == 0 ? "shrank while it was read" : "cannot be read")
            }
            filled += got
        }
        return bytes
    }
}

/// A folder or file could not be read.
public struct StaticFolderError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let reason: String
    public var description: String { "\(path): \(reason)" }

    init(_ path: String, _ reason: String = String(cString: strerror(errno))) {
        self.path = path
        self.reason = reason
    }
}
