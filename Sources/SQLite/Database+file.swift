import Glibc

extension Database {
    /// Makes the file with mode 0600, or takes everybody else's rights from one that is there. SQLite gives the -wal and
    /// -shm files the mode of the database. An existing file is not opened here: closing any descriptor of it would drop
    /// the locks that connections of this process hold.
    static func secureFile(at path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Glibc.close(descriptor)
        } else if errno != EEXIST {
            throw DatabaseError.noFile(path: path, code: errno)
        }
        for file in [path, path + "-wal", path + "-shm"] where chmod(file, 0o600) != 0 && errno != ENOENT {
            throw DatabaseError.noFile(path: file, code: errno)
        }
    }
}
