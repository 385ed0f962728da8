import Shell

extension OwnAccount {
    static func feature(_ services: Services) -> Feature<Employee> {
        Feature(
            routes: OwnAccountPage(services: services).routes + OwnPasswordPage(services: services).routes
                + OwnSecondFactorPage(services: services).routes + OwnAppPage(services: services).routes
                + OwnRecoveryCodesPage(services: services).routes + OwnDevicePage(services: services).routes,
            vocabulary: vocabulary, forgetOld: OwnAccountStore.forgetOld)
    }
}
