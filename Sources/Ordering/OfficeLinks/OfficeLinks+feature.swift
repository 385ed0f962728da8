package import Shell

/// オフィスリンク内線番号 of a contract (LINK-2).
package enum OfficeLinks {
    /// - Parameter policy: how long the numbers are.
    package static func feature(_ desk: ExtensionDesk, _ policy: OfficeLink.Policy) -> Feature<Employee> {
        Feature(routes: OfficeLinkPage(desk: desk, policy: policy).routes, vocabulary: vocabulary)
    }
}
