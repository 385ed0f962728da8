package import HTTP
package import Mustache
import SQLite
import Telephony

extension Services {
    /// The page of somebody signed in. Problems make it a 422 with the summary on top.
    package func page<Person: Visitor>(
        _ template: String, _ view: any ViewModel, for visit: Visit<Person>, problems: [Problem] = [],
        status: Status? = nil
    ) throws -> Response {
        let shell = try shell(of: visit.session, visit.banners, at: visit.now, in: visit.language)
        return try draw(template, view, shell, visit.request, visit.language, problems, status)
    }

    /// The head of every page of somebody signed in, a refusal's too.
    func shell<Person: Visitor>(
        of session: Session<Person>, _ banners: [Banner.Source<Person>], at now: Moment, in language: Language
    ) throws -> ShellView {
        var shell = emptyShell(formToken: session.token.formToken)
        let isComplete = session.step.isLast
        shell.signedIn = SignedInView(
            label: session.person.label, isComplete: isComplete,
            secondsLeft: Int(session.timeLeft(at: now, policy: sessions).components.seconds))
        // What is set is not for somebody who has proved only the half.
        guard isComplete else { return shell }
        shell.banner = try database.read { database in
            for banner in banners {
                if let banner = try banner(session.person, language, database) { return banner }
            }
            return nil
        }
        return shell
    }

    /// The page of somebody who need not be signed in.
    package func page(
        _ template: String, _ view: any ViewModel, for visit: OpenVisit, problems: [Problem] = [],
        status: Status? = nil
    ) throws -> Response {
        var response = try draw(
            template, view, emptyShell(formToken: visit.formToken), visit.request, visit.language, problems, status)
        response.isPrivate = true
        if visit.isNewVisitor { response.setCookie(Cookie(site.cookies.visit, visit.visitorSecret)) }
        return response
    }

    /// The page of somebody whose sign-in has just ended: nothing in it is a person's.
    package func pageAfterSignOut(_ template: String, _ view: any ViewModel, status: Status) throws -> Response {
        let frame = PageFrame(view: view, shell: emptyShell(formToken: nil))
        var response = Response.html(try pages.render(template, frame, in: language), status: status)
        response.setCookie(.forgetting(site.cookies.session))
        return response
    }

    /// After a change that worked: off to a page that says so (303), where a reload does nothing again.
    package func done(_ notice: Notice, at path: String) -> Response {
        var response = Response.redirect(to: path)
        response.setCookie(notice.cookie(site.cookies.notice))
        return response
    }

    func emptyShell(formToken: FormToken?) -> ShellView {
        ShellView(site: site, pages: pages, formToken: formToken?.text ?? "")
    }

    private func draw(
        _ template: String, _ view: any ViewModel, _ shell: ShellView, _ request: Request, _ language: Language,
        _ problems: [Problem], _ status: Status?
    ) throws -> Response {
        var shell = shell
        shell.notice = Notice(in: request, cookie: site.cookies.notice).map {
            NoticeView(notice: $0, language: language)
        }
        shell.problems = problems
        let bytes = try pages.render(template, PageFrame(view: view, shell: shell), in: language)
        var response = Response.html(bytes, status: status ?? (problems.isEmpty ? .ok : .unprocessableContent))
        if shell.notice != nil { response.setCookie(.forgetting(site.cookies.notice)) }
        return response
    }
}
