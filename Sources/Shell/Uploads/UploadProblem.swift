package import Telephony

/// Why there is nothing to do with a file.
package enum UploadProblem: Error, Sendable, Equatable {
    case missing
    /// The file that was to be confirmed waits no longer.
    case gone
    /// Another one's passwords are still being hashed.
    case alreadyRunning
    case file(CSVProblem)
}

extension UploadProblem {
    package func problem(about columns: any CSVColumn.Type, in language: Language) -> Problem {
        Problem("file", sentence(about: columns, in: language))
    }
}

package enum Uploads {
    /// A file of the largest size and the form around it.
    package static let bodyLimit = CSVLimits.upload.bytes + 16 * 1024

    package static let limits = [
        "uploadMegabytes": CSVLimits.upload.megabytes, "uploadRows": CSVLimits.upload.rows,
        "rowsShown": ImportState.mostShown,
    ]
}
