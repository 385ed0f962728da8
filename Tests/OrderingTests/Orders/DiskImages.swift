import Foundation
import Synchronization

/// What lies on the disk after each commit, as a program finds it that begins after a kill.
final class DiskImages: Sendable {
    let original: String
    private let folder: String
    private let taken = Mutex(0)

    init() throws {
        folder = NSTemporaryDirectory() + "hikari-images-\(UUID().uuidString)"
        original = folder + "/original"
        try FileManager.default.createDirectory(atPath: original, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    var count: Int { taken.withLock { $0 } }
    var all: [String] { (0..<count).map { folder + "/\($0)" } }

    /// On the writer's own thread: nobody writes meanwhile.
    func take() {
        let number = taken.withLock { number in
            defer { number += 1 }
            return number
        }
        let image = folder + "/\(number)"
        try? FileManager.default.createDirectory(atPath: image, withIntermediateDirectories: true)
        for file in ["orders.sqlite", "orders.sqlite-wal"] {
            try? FileManager.default.copyItem(atPath: original + "/" + file, toPath: image + "/" + file)
        }
    }
}
