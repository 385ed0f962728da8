public import HTTP
public import Mustache
import SQLite

/// Draws pages: the templates, the addresses of what they link to, and the features that speak on every page.
public struct Pages: Sendable {
    let templates: TemplateLibrary
    let styleURL: String
    let scriptURL: String
    let iconURL: String
    let isDemo: Bool
    let features: [any Feature.Type]
    let drawn = DrawnPages()

    public init(
        templates: TemplateLibrary, files: StaticFiles, isDemo: Bool = false,
        features: [any Feature.Type] = Site.features
    ) {
        self.templates = templates
        styleURL = files.url(for: "style.css")
        scriptURL = files.url(for: "script.js")
        iconURL = files.url(for: "favicon.svg")
        self.isDemo = isDemo
        self.features = features
    }
}

extension Services {
    /// A page that shows nothing but what belongs to the contract: drawn once for each of its revisions.
    func keptPage(for visit: Visit, draw: () throws -> Response) throws -> Response {
        try pages.drawn.page(for: visit, policy: policy, draw: draw)
    }

    /// The page of somebody signed in. Problems make it a 422 with the summary on top.
    func page(
        _ template: String, _ view: some ViewModel, for visit: Visit, problems: [Problem] = [],
        status: Status? = nil
    ) throws -> Response {
        let person = visit.person
        var shell = emptyShell(formToken: visit.session.token.formToken)
        let isComplete = visit.session.stage == .signedIn
        shell.signedIn = SignedInView(
            person: person, isComplete: isComplete,
            secondsLeft: Int(visit.session.timeLeft(at: visit.now, policy: policy).components.seconds))
        // What is set is not for somebody who has proved only the half.
        if isComplete { shell.banner = try banner(for: person) }
        return try draw(template, view, shell, visit.request, problems, status)
    }

    private func banner(for person: Person) throws -> Banner? {
        try database.read { database in
            for feature in pages.features {
                if let banner = try feature.banner(for: person, database) { return banner }
            }
            return nil
        }
    }

    /// The page of somebody who need not be signed in.
    func page(
        _ template: String, _ view: some ViewModel, for visit: OpenVisit, problems: [Problem] = [],
        status: Status? = nil
    ) throws -> Response {
        var response = try draw(
            template, view, emptyShell(formToken: visit.formToken), visit.request, problems, status)
        response.isPrivate = true
        if visit.isNewVisitor { response.setCookie(visit.cookie) }
        return response
    }

    func emptyShell(formToken: FormToken?) -> ShellView {
        ShellView(
            siteName: policy.siteName, accessNumber: policy.accessNumberText, contact: policy.contact,
            origin: policy.origin, pages: pages, formToken: formToken?.text ?? "")
    }

    private func draw(
        _ template: String, _ view: some ViewModel, _ shell: ShellView, _ request: Request, _ problems: [Problem],
        _ status: Status?
    ) throws -> Response {
        var shell = shell
        shell.notice = Notice(in: request)
        shell.problems = problems
        let bytes = try pages.templates.render(template, PageFrame(view: view, shell: shell))
        var response = Response.html(bytes, status: status ?? (problems.isEmpty ? .ok : .unprocessableContent))
        if shell.notice != nil { response.setCookie(Notice.spent) }
        return response
    }
}
