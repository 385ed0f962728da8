import Crypto
import Encodings
package import HTTP
import Mustache
import Telephony

/// What the page after a redirect says once: kept in a cookie for a minute, so that no page view writes to the database.
package struct Notice: Sendable {
    static let cookieName = SiteCookies.usual.notice

    /// What many pages say alike is put into words where it is shown.
    enum Heading: Sendable {
        case changed
        /// AUTH-13: what is stored was chosen.
        case kept
        case own(String)

        fileprivate init(sent text: String) {
            switch text {
            case "=changed": self = .changed
            case "=kept": self = .kept
            default: self = .own(text)
            }
        }

        fileprivate var sent: String {
            switch self {
            case .changed: "=changed"
            case .kept: "=kept"
            case .own(let text): text
            }
        }
    }

    let heading: Heading
    let sentences: [String]
    /// A change that the notice offers to undo, and where.
    let undo: Undo?

    package struct Undo: Sendable {
        let path: String
        let change: Int

        package init(path: String, change: Int) {
            self.path = path
            self.change = change
        }
    }

    package init(_ heading: String, _ sentences: [String] = [], undo: Undo? = nil) {
        self.init(.own(heading), sentences, undo: undo)
    }

    init(_ heading: Heading, _ sentences: [String] = [], undo: Undo? = nil) {
        self.heading = heading
        self.sentences = sentences
        self.undo = undo
    }

    /// After every change that worked; the sentences say what is in force now.
    package static func changed(_ sentences: [String], undo: Undo? = nil) -> Notice {
        Notice(.changed, sentences, undo: undo)
    }

    init?(in request: Request, cookie name: String = Notice.cookieName) {
        guard let cookie = request.cookie(name), cookie.utf8.count <= 3000,
            let bytes = Base64URL.decode(cookie), let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 3 else { return nil }
        let (heading, path, change) = (lines.removeFirst(), lines.removeFirst(), Int(lines.removeFirst()))
        self.heading = Heading(sent: heading)
        sentences = lines
        undo = change.flatMap { Response.isLocalPath(path) ? Undo(path: path, change: $0) : nil }
    }

    func cookie(_ name: String = Notice.cookieName) -> Cookie {
        let lines = [heading.sent, undo?.path ?? "", undo.map { "\($0.change)" } ?? ""] + sentences
        return Cookie(name, Base64URL.encode(Array(lines.joined(separator: "\n").utf8)), maximumAge: 60)
    }

    package static var spent: Cookie { Cookie.forgetting(cookieName) }
}

struct NoticeView: ViewModel {
    let notice: Notice
    let language: Language

    static let fields: ViewFields<NoticeView> = [
        "heading": { .text($0.notice.heading.words(in: $0.language)) },
        "sentences": { view in
            .list((view.notice.heading.sentences(in: view.language) + view.notice.sentences).map { SpokenText($0) })
        },
        "undo": { .object(ifAny: $0.notice.undo) },
    ]
}

extension Notice.Undo: ViewModel {
    static let fields: ViewFields<Notice.Undo> = [
        "path": { .text($0.path) },
        "change": { .integer($0.change) },
    ]
}

extension Response {
    /// After a change that worked: off to a page that says so (303), where a reload does nothing again.
    package static func done(_ notice: Notice, at path: String) -> Response {
        var response = Response.redirect(to: path)
        response.setCookie(notice.cookie())
        return response
    }
}
