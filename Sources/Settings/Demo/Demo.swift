/// The demonstration: contracts, a telephone and a mailbox to try the site with.
package enum Demo {
    /// Often enough to look on.
    package static let secondsBetweenTestCalls = 5

    /// The town's clock goes so many times as fast as anybody else's: a district is found while one looks on.
    static let townSpeed = 4

    static let limits = ["demoTestCallSeconds": secondsBetweenTestCalls, "demoTownSpeed": townSpeed]
}
