import HTTP
import Synchronization
import Telephony

/// Pages as they were drawn last, for those that show nothing but what belongs to a tenant: as long as its revision is the
/// same, drawing them again would give the same bytes, but for the form token of the visitor.
final class DrawnPages: Sendable {
    /// All that such a page depends on, and for whom it is.
    struct Place {
        fileprivate let key: Key
        fileprivate let revision: Int
        fileprivate let token: [UInt8]

        /// - Parameter timeLeft: of the session, as the page tells the browser.
        init(
            of person: some Visitor, _ request: Request, _ language: Language, _ token: FormToken, timeLeft: Duration
        ) {
            key = Key(
                tenant: person.tenant, account: person.account, path: request.path, query: request.query,
                language: language, secondsLeft: timeLeft.components.seconds)
            revision = person.revision
            self.token = Array(token.text.utf8)
        }
    }

    fileprivate struct Key: Hashable {
        let tenant: Int
        let account: String
        let path: String
        let query: String
        let language: Language
        let secondsLeft: Int64
    }

    /// A class, as each request takes one out of the lock.
    private final class Page: Sendable {
        let revision: Int
        let response: Response
        /// Where the form token stands in the body.
        let tokens: [Int]

        init(revision: Int, response: Response, tokens: [Int]) {
            (self.revision, self.response, self.tokens) = (revision, response, tokens)
        }
    }

    private struct State {
        var pages: [Key: Page] = [:]
        var bytes = 0
    }

    /// Beyond so many bytes all are forgotten and drawn anew.
    private let capacity: Int
    private let state = Mutex(State())

    package init(capacity: Int = 32 * 1024 * 1024) { self.capacity = capacity }

    /// The page kept there, with the visitor's own form token in it; nil where none is kept or what it showed has changed.
    subscript(place: Place) -> Response? {
        guard let page = state.withLock({ $0.pages[place.key] }), page.revision == place.revision else { return nil }
        return DrawnPages.filled(page, with: place.token)
    }

    /// Keeps a page as it was drawn; anything but a page that was asked for is drawn anew each time.
    func keep(_ response: Response, at place: Place) {
        guard response.status == .ok else { return }
        var response = response
        // Without the room for more that a page is drawn in.
        response.body = [UInt8](unsafeUninitializedCapacity: response.body.count) {
            [body = response.body] bytes, count in
            count = bytes.initialize(fromContentsOf: body)
        }
        let page = Page(
            revision: place.revision, response: response,
            tokens: DrawnPages.places(of: place.token, in: response.body))
        let size = response.body.count
        state.withLock { state in
            if state.bytes + size > capacity { state = State() }
            if let old = state.pages.updateValue(page, forKey: place.key) { state.bytes -= old.response.body.count }
            state.bytes += size
        }
    }

    private static func filled(_ page: Page, with token: [UInt8]) -> Response {
        var response = page.response
        for place in page.tokens { response.body.replaceSubrange(place..<place + token.count, with: token) }
        return response
    }

    /// Every place: a token of 256 random bits stands nowhere by chance. The byte under the token's end says how far it
    /// can move on (Horspool's search), so that most bytes of a page are not looked at.
    private static func places(of token: [UInt8], in body: [UInt8]) -> [Int] {
        let length = token.count
        guard length > 0, body.count >= length else { return [] }
        var steps = [Int](repeating: length, count: 256)
        for (index, byte) in token.dropLast().enumerated() { steps[Int(byte)] = length - 1 - index }
        var places: [Int] = []
        var place = 0
        while place <= body.count - length {
            let last = body[place + length - 1]
            if last == token[length - 1], body[place..<place + length].elementsEqual(token) { places.append(place) }
            place += steps[Int(last)]
        }
        return places
    }
}
