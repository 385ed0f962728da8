import Shell

extension OperatorToken {
    /// The secret in a file of its own, because arguments and environments can be seen by others; nil without a file. It must be for
    /// its owner's eyes only (mode 0600).
    init?(file path: String, of key: String) throws {
        guard !path.isEmpty else { return nil }
        let text: String
        do {
            text = try SecretFile(path).text()
        } catch {
            throw ConfigurationError(description: "\(key): \(error)")
        }
        guard OperatorToken(text) != nil else {
            throw ConfigurationError(
                description:
                    "\(key): \(path) must hold one line of at least \(OperatorToken.leastLength) characters, for example from: "
                    + "openssl rand -hex 32")
        }
        self.init(text)
    }
}
