package import Shell

extension ExtensionRouting {
    package static func feature(_ desk: ExtensionDesk) -> Feature<Employee> {
        Feature(
            routes: IncomingPage(desk: desk).routes + OutgoingPage(desk: desk).routes
                + ImportPage(OutgoingImportKind(desk)).routes,
            vocabulary: vocabulary)
    }
}
