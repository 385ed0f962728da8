package import Shell

extension ExtensionSettings {
    /// - Parameter serviceName: what contracts are of.
    package static func feature(_ desk: ExtensionDesk, serviceName: String) -> Feature<Employee> {
        Feature(
            routes: ExtensionSettingsListPage(desk: desk, serviceName: serviceName).routes
                + ExtensionSetUpPage(desk: desk).routes,
            vocabulary: vocabulary)
    }
}
