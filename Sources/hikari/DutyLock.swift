import Foundation

/// Held by the one program that does the duties of a data folder: two would send every mail twice. The system lets go of it when
/// the program ends, however it ends.
struct DutyLock: ~Copyable {
    private let descriptor: Int32

    /// Nil while another program holds it.
    /// - Parameter name: of what is done: the site's duties, or those of an exchange beside it.
    init?(inData data: String, of name: String = "duties") {
        let file = open(data + "/\(name).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        descriptor = file
    }

    deinit { close(descriptor) }
}
