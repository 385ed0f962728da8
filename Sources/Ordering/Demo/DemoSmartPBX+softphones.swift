import Encodings
import Exchange
package import SQLite
package import Shell
package import Telephony

extension DemoSmartPBX {
    /// So many extensions of the first contract have a softphone.
    private static let softphoneCount = 3

    /// The extensions that have a softphone, under the user IDs that they have now.
    package static func softphones(_ database: Connection) throws -> [UserID] {
        guard let code = ContractCode(samples[0].code) else { return [] }
        return try SmartPBXStore.extensions(of: code, atMost: softphoneCount, database).map { UserID(code, $0.number) }
    }

    /// Passwords for those that have none yet.
    package static func addPasswords(
        _ key: ServerKey, random: @Sendable (Int) -> [UInt8], at now: Moment, _ database: Connection
    ) throws {
        for user in try softphones(database) where try ExtensionSecrets.password(of: user, key: key, database) == nil {
            guard let plan = try SmartPBXStore.contract(user.contract, database)?.plan,
                let number = user.number(in: plan)
            else { continue }
            let secret = try ExtensionSecret(random: random).sealed(id: Base64URL.encode(random(16)), key)
            try ExtensionSecretStore.set(secret, for: number, of: user.contract, at: now, database)
        }
    }
}
