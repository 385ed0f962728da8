import Encodings
import Exchange
package import SQLite
package import Shell
import Telephony

/// The passwords of extensions, made when one is first needed: for most extensions of a large contract that is never.
package enum ExtensionSecrets {
    /// What the exchange compares with; nil: there is no such extension, or its password has not been made yet.
    package static func password(of user: UserID, key: ServerKey, _ database: Connection) throws -> String? {
        try ExtensionSecretStore.find(user, database).flatMap { try ExtensionSecret($0, key)?.text }
    }

    /// The one that there is, or a new one.
    static func made(
        for number: ExtensionNumber, of code: ContractCode, at now: Moment, _ services: Services,
        _ database: Connection
    ) throws -> String {
        if let stored = try password(of: UserID(code, number), key: services.key, database) { return stored }
        return try renewed(for: number, of: code, at: now, services, database)
    }

    /// Whatever was set in a device does not sign in any more.
    static func renewed(
        for number: ExtensionNumber, of code: ContractCode, at now: Moment, _ services: Services,
        _ database: Connection
    ) throws -> String {
        let secret = ExtensionSecret(random: services.random)
        let sealed = try secret.sealed(id: Base64URL.encode(services.random(16)), services.key)
        try ExtensionSecretStore.set(sealed, for: number, of: code, at: now, database)
        return secret.text
    }
}
