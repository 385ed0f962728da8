package import HTTP
package import Mustache
package import SQLite
package import Telephony

/// A kind of file that changes settings once its sender has seen what it would do: what a feature says of it. The pages are
/// `ImportPage`'s.
package protocol ImportKind: Sendable {
    associatedtype Person: Visitor
    associatedtype File: ImportedFile
    associatedtype FormView: ViewModel
    associatedtype Preview: ViewModel

    var services: Services { get }
    /// Among the files that wait.
    static var name: String { get }
    /// Whose kind it is.
    static var site: SiteName { get }
    /// Of the page with the form; the others' begin with it. With a star in it, it is a family of pages, one for each thing that files
    /// are about.
    static var path: String { get }
    /// The page of the one that the visit is about.
    func path(for visit: Visit<Person>) -> String
    static var samplePath: String { get }
    static var templates: (form: String, preview: String) { get }
    /// Whether who sends a file after the end of the session is led back to its page, and whether the person's word is kept
    /// (AUTH-10).
    static var leadsBack: Bool { get }
    static var keepsForms: Bool { get }
    func isOpen(to person: Person) -> Bool

    /// Judges a file against what is stored. Called where work on files is done.
    /// - Parameter repairs: undoes what a spreadsheet did to numbers; on the person's word only.
    func read(_ content: [UInt8], repairs: Bool, for visit: Visit<Person>) throws -> Result<File, CSVProblem>
    /// The form to choose a file.
    func form(_ visit: Visit<Person>, _ problems: [Problem]) throws -> FormView
    /// What the page shows of a file beside its wrong lines.
    func preview(_ file: File, _ state: ImportState, _ visit: Visit<Person>) throws -> Preview
    /// On the person's word.
    func apply(_ attempt: ImportAttempt<Self>) async throws -> Response
    /// To who says yes to it once more; nil when the file is simply gone.
    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response?
    func sample(in language: Language) -> [UInt8]
    func fileName(of download: ImportDownload, in language: Language) -> String
}

package enum ImportDownload: Sendable { case sample, wrongLines }

/// A file that has been read and judged.
package protocol ImportedFile: Sendable {
    associatedtype LineProblem: CSVCellProblem
    /// In the order of the file; nothing of it is carried out while there is one.
    var wrong: [CSVLineProblem<LineProblem>] { get }
    var heading: CSVHeading? { get }
}

/// How a preview came to be shown.
package struct ImportState: Sendable {
    package var problems: [Problem] = []
    /// What a spreadsheet did to numbers has been undone.
    package var isRepaired = false
    /// AUTH-13: what it was compared with has changed since the last look.
    package var hasChanged = false

    /// So many rows of each table are shown.
    package static let mostShown = 100
}

extension ImportKind {
    package static var site: SiteName { .settings }
    package static var samplePath: String { path + "/sample.csv" }
    package static var leadsBack: Bool { true }
    package static var keepsForms: Bool { false }
    package func isOpen(to person: Person) -> Bool { true }
    package func path(for visit: Visit<Person>) -> String { Self.path }
}

/// Somebody's word to carry a file out; it has been judged once more.
package struct ImportAttempt<Kind: ImportKind>: Sendable {
    let page: ImportPage<Kind>
    package let visit: Visit<Kind.Person>
    package let upload: PendingUpload
    let token: String
    package let file: Kind.File
    package let isRepaired: Bool

    /// The preview once more.
    package func preview(_ problems: [Problem] = [], hasChanged: Bool = false) throws -> Response {
        try page.preview(
            file, visit, token: token, fileName: upload.fileName,
            ImportState(problems: problems, isRepaired: isRepaired, hasChanged: hasChanged))
    }

    /// The form to choose a file.
    package func refuse(_ problem: UploadProblem, status: Status? = nil) throws -> Response {
        try page.form(visit, problem, status: status)
    }

    /// The file as it waits by now; nil when it does no longer.
    package func stillPending(_ database: Connection) throws -> PendingUpload? {
        try page.pending(token, visit, database)
    }

    /// The answer to the second of two clicks, of which the first has been quicker by a hair.
    package func answerIfUsed() throws -> Response? {
        guard let upload = try page.kind.services.database.read(stillPending), upload.isUsed else { return nil }
        return page.kind.answer(toUsed: upload, visit.language)
    }
}
