import Foundation

/// The folder that holds what the program shows: `Templates` and `Public`, as they lie beside the sources.
struct HomeFolder {
    let path: String

    init(_ path: String) { self.path = path }

    /// Whoever has installed the program alone learns what else it needs, and how to say where that is.
    func check() throws(ConfigurationError) {
        for name in ["Templates", "Public"] {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), isFolder.boolValue {
                continue
            }
            throw ConfigurationError(
                description:
                    "there is no folder \(name) in \(path): the setting home (or HIKARI_HOME) must name the folder that "
                    + "holds Templates and Public, for example /usr/share/hikari; unset it is looked for above the program"
            )
        }
    }
}
