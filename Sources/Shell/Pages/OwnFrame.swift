/// A site in the house of another has the shell's templates, but for those that it brings itself.
package enum OwnFrame {
    /// `Folder/header` stands for `Shell/header`.
    package static func applied(_ folder: String, to sources: [String: String]) -> [String: String] {
        var all = sources
        for (name, source) in sources where name.hasPrefix(folder + "/") {
            all["Shell/" + name.dropFirst(folder.count + 1)] = source
        }
        return all
    }
}
