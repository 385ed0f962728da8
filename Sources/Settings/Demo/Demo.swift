/// The demonstration: contracts, a telephone and a mailbox to try the site with.
package enum Demo {
    /// Often enough to look on.
    package static let secondsBetweenTestCalls = 5

    static let limits = ["demoTestCallSeconds": secondsBetweenTestCalls]
}
