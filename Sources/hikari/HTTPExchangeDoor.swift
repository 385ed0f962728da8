import ExchangeInterface
import Foundation
import FoundationNetworking
import Telephony

/// The door of a site at an address (EXCH-2), for a program of its own.
struct HTTPExchangeDoor: ExchangeDoor {
    private let base: URL
    private let token: String
    private let session: URLSession

    /// Longer than the door ever lets anybody wait.
    private static let longestWait = 45.0

    /// - Parameters:
    ///   - base: `http://127.0.0.1:8080`, without a path.
    ///   - token: the operator's.
    init?(_ base: String, token: String) {
        guard let url = URL(string: base), ["http", "https"].contains(url.scheme), url.host != nil,
            url.path.isEmpty || url.path == "/", url.query == nil, url.user == nil
        else { return nil }
        self.base = url
        self.token = token
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = Self.longestWait
        session = URLSession(configuration: configuration, delegate: Unmoved(), delegateQueue: nil)
    }

    func send(_ method: String, _ path: String, _ body: [UInt8]?) async throws -> DoorAnswer {
        guard let url = URL(string: path, relativeTo: base) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(body)
        }
        let (data, response) = try await session.data(for: request)
        return DoorAnswer(status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: Array(data))
    }
}

/// The token is for one address: nobody sends us on with it.
private final class Unmoved: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) { completionHandler(nil) }
}
