/// The way of an exchange's program to the door (EXCH-2): where it lies and how a request gets there is the business of who brings it.
package protocol ExchangeDoor: Sendable {
    /// - Parameters:
    ///   - path: with its query.
    ///   - body: JSON; nil where none belongs to the method.
    /// - Throws: where nobody answers; the same is asked again later.
    func send(_ method: String, _ path: String, _ body: [UInt8]?) async throws -> DoorAnswer
}

package struct DoorAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) { (self.status, self.body) = (status, body) }
}

/// The door answers, and cannot be worked with: its token is another, or it has no orders to give.
package struct DoorClosed: Error, CustomStringConvertible {
    package let description: String
}
