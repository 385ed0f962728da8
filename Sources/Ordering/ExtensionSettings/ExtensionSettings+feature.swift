package import Shell

extension ExtensionSettings {
    /// - Parameters:
    ///   - serviceName: what contracts are of.
    ///   - sipServer: where devices register.
    package static func feature(
        _ desk: ExtensionDesk, serviceName: String, sipServer: String?
    ) -> Feature<Employee> {
        let page = ExtensionPage(desk: desk, proof: SecretProof(desk.services), sipServer: sipServer)
        return Feature(
            routes: ExtensionSettingsListPage(desk: desk, serviceName: serviceName).routes
                + ExtensionSetUpPage(desk: desk).routes
                + ExtensionListPage(desk: desk, sipServer: sipServer).routes + page.routes
                + ExtensionPasswordPage(page: page).routes
                + ExtensionPasswordFilePage(desk: desk, proof: page.proof, sipServer: sipServer).routes
                + ImportPage(ExtensionNameImportKind(desk: desk)).routes,
            vocabulary: vocabulary)
    }
}
