import HTTP
import Shell

/// IP Voice: the voice contracts that there are, and their numbers.
enum IPVoice {
    static func feature(_ desk: OrderDesk) -> Feature<Employee> {
        let contracts = VoiceContractPage(services: desk.services, policy: desk.policy)
        return Feature(
            routes: [
                .page(.get, VoiceContractPage.path, allowed: { $0.rights.knows(.ipVoice) }, contracts.list),
                .page(.get, VoiceContractPage.family, allowed: { $0.rights.knows(.ipVoice) }, contracts.show),
            ], vocabulary: vocabulary)
    }
}
