import Synchronization

/// A name that templates ask for, as a small integer.
///
/// The same name has the same integer everywhere in the process, so a view model answers by an array index
/// and never compares strings while a page is rendered. Integers are given from 0 upwards, in order of first use,
/// and are never given back: names come from source code, not from visitors.
public struct TemplateKey: Hashable, Sendable {
    /// The integer, dense from 0.
    public let index: Int

    @usableFromInline init(index: Int) {
        self.index = index
    }

    /// The key of a name; takes a lock, so not for use while rendering.
    public init(_ name: String) {
        index = Self.register.withLock { $0.index(of: name) }
    }

    private static let register = Mutex(Register())

    /// Names in order of first use, and the way back.
    private struct Register {
        var names: [String] = []
        var indices: [String: Int] = [:]

        mutating func index(of name: String) -> Int {
            if let known = indices[name] { return known }
            let index = names.count
            names.append(name)
            indices[name] = index
            return index
        }
    }
}
