import Shell
import Telephony

extension DatedWork {
    static let feature = Feature<Employee>(
        vocabulary: EvidenceFile.vocabulary,
        forgetOld: { now, database in try EvidenceStore.forget(at: now, database) })
}
