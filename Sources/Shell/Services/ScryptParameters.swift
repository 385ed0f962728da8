/// The cost of one password hash; kept beside each hash so that the policy can rise.
package struct ScryptParameters: Sendable, Equatable {
    package var n: Int
    package var r: Int
    package var p: Int

    /// PW-5: 16 MiB and about 0.14 s.
    package static let usual = ScryptParameters(n: 1 << 14, r: 8, p: 5)

    package init(n: Int, r: Int, p: Int) {
        self.n = n
        self.r = r
        self.p = p
    }
}
