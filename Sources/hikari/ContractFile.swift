import Contracts
import Foundation

/// A file that an operator hands over.
enum ContractFile {
    private static let mostBytes = ContractImport.mostBytes

    /// All bytes of a file, or of standard input for `-`.
    static func read(_ path: String) throws -> [UInt8] {
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else if let opened = FileHandle(forReadingAtPath: path) {
            handle = opened
        } else {
            throw Refusal("cannot read the file \(path)")
        }
        guard let data = try? handle.read(upToCount: mostBytes + 1) else {
            // At the end of an empty file there are no bytes, and a folder gives an error: both are no contracts.
            throw Refusal("there is nothing to read in \(path)")
        }
        if data.count > mostBytes { throw Refusal("the file \(path) is longer than \(mostBytes >> 20) MiB") }
        return [UInt8](data)
    }
}
