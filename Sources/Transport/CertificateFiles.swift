internal import COpenSSL
internal import Glibc

/// A pass phrase where none is to be had; OpenSSL's own way asks for one on the terminal, and waits.
private func refusePassPhrase(
    _ room: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32, _ data: UnsafeMutableRawPointer?
) -> Int32 { -1 }

/// A certificate, those of its issuers and its key, read from PEM files. Reading waits for nobody: no pass phrase is asked for, and
/// what is no regular file is not opened for its bytes. What is wrong is said of the file that it is wrong with.
final class CertificateFiles {
    let certificate: OpaquePointer
    let key: OpaquePointer
    /// A STACK_OF(X509).
    let issuers: OpaquePointer

    /// No chain is longer.
    private static let largest = 1 << 20

    init(_ identity: TLSIdentity) throws(TransportError) {
        let attempt = "certificate \(identity.certificateFile)"
        let chain = try Self.bytes(of: identity.certificateFile, attempt)
        issuers = shim_sk_X509_new()
        do {
            certificate = try Self.readChain(chain, attempt, into: issuers)
        } catch {
            shim_sk_X509_free(issuers)
            throw error
        }
        do {
            key = try Self.readKey(identity, of: certificate)
        } catch {
            X509_free(certificate)
            shim_sk_X509_free(issuers)
            throw error
        }
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
        shim_sk_X509_free(issuers)
    }

    /// How many certificates come behind the own one.
    var issuerCount: Int { Int(shim_sk_X509_num(issuers)) }

    /// Until when the certificate of a file is good, in seconds since 1970; its key is not looked at.
    static func end(of certificateFile: String) throws(TransportError) -> Int64? {
        let attempt = "certificate \(certificateFile)"
        let issuers: OpaquePointer = shim_sk_X509_new()
        defer { shim_sk_X509_free(issuers) }
        let certificate = try readChain(try bytes(of: certificateFile, attempt), attempt, into: issuers)
        defer { X509_free(certificate) }
        return end(of: certificate)
    }

    /// The same of a certificate that has been read.
    static func end(of certificate: OpaquePointer) -> Int64? {
        var time = tm()
        guard ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) == 1 else { return nil }
        return Int64(timegm(&time))
    }

    private static func readChain(
        _ text: [UInt8], _ attempt: String, into issuers: OpaquePointer
    ) throws(TransportError) -> OpaquePointer {
        let memory = try open(text, attempt)
        defer { BIO_free(memory) }
        guard let own = PEM_read_bio_X509_AUX(memory, nil, refusePassPhrase, nil) else {
            ERR_clear_error()
            let hint = has("PRIVATE KEY-----", text) ? ", but a key: is it the other file?" : ""
            throw TransportError(attempt, reason: "no PEM certificate in it\(hint)")
        }
        while let issuer = PEM_read_bio_X509(memory, nil, refusePassPhrase, nil) {
            if shim_sk_X509_push(issuers, issuer) == 0 { X509_free(issuer) }
        }
        // At the end nothing begins any more; all else is a certificate that is damaged.
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard ERR_GET_REASON(code) == PEM_R_NO_START_LINE else {
            X509_free(own)
            throw TransportError(attempt, reason: "one of the certificates in it is damaged")
        }
        return own
    }

    private static func readKey(
        _ identity: TLSIdentity, of certificate: OpaquePointer
    ) throws(TransportError) -> OpaquePointer {
        let attempt = "private key \(identity.keyFile)"
        let text = try bytes(of: identity.keyFile, attempt)
        let memory = try open(text, attempt)
        defer { BIO_free(memory) }
        guard let key = PEM_read_bio_PrivateKey(memory, nil, refusePassPhrase, nil) else {
            ERR_clear_error()
            throw TransportError(attempt, reason: whyNoKey(text, identity))
        }
        guard X509_check_private_key(certificate, key) == 1 else {
            ERR_clear_error()
            EVP_PKEY_free(key)
            throw TransportError(
                attempt, reason: "it does not belong to the certificate in \(identity.certificateFile)")
        }
        return key
    }

    private static func whyNoKey(_ text: [UInt8], _ identity: TLSIdentity) -> String {
        if has("ENCRYPTED", text) {
            return "the key is encrypted, and nobody is here to type a pass phrase: "
                + "openssl pkey -in \(identity.keyFile) -out FILE makes one that is not"
        }
        if has("PRIVATE KEY-----", text) { return "the PEM private key in it is damaged" }
        return has("CERTIFICATE-----", text)
            ? "no PEM private key in it, but a certificate: is it the other file?" : "no PEM private key in it"
    }

    private static func has(_ words: String, _ text: [UInt8]) -> Bool {
        text.firstRange(of: Array(words.utf8)) != nil
    }

    private static func open(_ text: [UInt8], _ attempt: String) throws(TransportError) -> OpaquePointer {
        ERR_clear_error()
        guard let memory = BIO_new(BIO_s_mem()), BIO_write(memory, text, Int32(text.count)) == text.count else {
            throw TransportError.openSSL(attempt)
        }
        return memory
    }

    /// A pipe or a terminal in the place of a file would be waited for: it is refused instead.
    private static func bytes(of path: String, _ attempt: String) throws(TransportError) -> [UInt8] {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw TransportError.system(attempt) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw TransportError.system(attempt) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw TransportError(attempt, reason: "it is no file") }
        guard facts.st_size > 0 else { throw TransportError(attempt, reason: "the file is empty") }
        guard facts.st_size <= largest else {
            throw TransportError(attempt, reason: "it is larger than any certificate")
        }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw TransportError.system(attempt) }
        return Array(bytes[..<count])
    }
}
