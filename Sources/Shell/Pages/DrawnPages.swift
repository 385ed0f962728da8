import HTTP
import Synchronization
import Telephony

/// Pages as they were drawn last, for those that show nothing but what belongs to a tenant: as long as its revision is the
/// same, drawing them again would give the same bytes, but for the form token of the visitor.
final class DrawnPages: Sendable {
    /// All that such a page depends on.
    private struct Key: Hashable {
        let tenant: Int
        let account: String
        let path: String
        let query: String
        let language: Language
        let secondsLeft: Int64
    }

    private struct Page {
        let revision: Int
        let response: Response
        /// Where the form token stands in the body.
        let tokens: [Int]
    }

    private struct State {
        var pages: [Key: Page] = [:]
        var bytes = 0
    }

    /// Beyond so many bytes all are forgotten and drawn anew.
    private let capacity: Int
    private let state = Mutex(State())

    package init(capacity: Int = 32 * 1024 * 1024) { self.capacity = capacity }

    /// The kept page with the visitor's own form token in it, or the one that `draw` makes, which is kept.
    func page<Person: Visitor>(
        for visit: Visit<Person>, policy: SessionPolicy, draw: () async throws -> Response
    ) async throws -> Response {
        // A notice is shown once.
        guard visit.request.cookie(Notice.cookieName) == nil else { return try await draw() }
        let person = visit.person
        let key = Key(
            tenant: person.tenant, account: person.account, path: visit.request.path, query: visit.request.query,
            language: visit.language,
            secondsLeft: visit.session.timeLeft(at: visit.now, policy: policy).components.seconds)
        let token = Array(visit.session.token.formToken.text.utf8)
        if let page = state.withLock({ $0.pages[key] }), page.revision == person.revision {
            return DrawnPages.filled(page, with: token)
        }
        let response = try await draw()
        if response.status == .ok { keep(response, token, person.revision, key) }
        return response
    }

    private func keep(_ response: Response, _ token: [UInt8], _ revision: Int, _ key: Key) {
        let page = Page(
            revision: revision, response: response, tokens: DrawnPages.places(of: token, in: response.body))
        let size = response.body.count
        state.withLock { state in
            if state.bytes + size > capacity { state = State() }
            if let old = state.pages.updateValue(page, forKey: key) { state.bytes -= old.response.body.count }
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
