internal import CLinux
internal import COpenSSL
internal import Glibc

/// A certificate nobody vouches for, for trying the site on one's own machine.
public enum SelfSignedCertificate {
    private static let validSeconds = 397 * 24 * 60 * 60

    /// Writes a fresh key (ECDSA P-256) and a certificate for it as PEM files; the key's has mode 0600.
    /// - Parameter names: host names and numeric addresses the certificate is for; the first is its subject.
    /// - Throws: `TransportError` when a file cannot be written or a name is unfit.
    public static func write(
        certificate: String, key: String, names: [String] = ["localhost", "127.0.0.1", "::1"]
    ) throws {
        ERR_clear_error()
        guard let pair = shim_EVP_EC_gen("P-256") else { throw TransportError.openSSL("make a key") }
        defer { EVP_PKEY_free(pair) }
        guard let document = X509_new() else { throw TransportError.openSSL("make a certificate") }
        defer { X509_free(document) }
        try fill(document, pair: pair, names: names)
        try save(key, mode: 0o600) { PEM_write_bio_PrivateKey($0, pair, nil, nil, 0, nil, nil) }
        try save(certificate, mode: 0o644) { PEM_write_bio_X509($0, document) }
    }

    private static func fill(_ document: OpaquePointer, pair: OpaquePointer, names: [String]) throws {
        var serial: UInt64 = 0
        let isFilled =
            RAND_bytes(&serial, 8) == 1
            && X509_set_version(document, 2) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(document), serial >> 1 | 1) == 1
            && X509_gmtime_adj(X509_getm_notBefore(document), -3600) != nil
            && X509_gmtime_adj(X509_getm_notAfter(document), validSeconds) != nil
            && X509_set_pubkey(document, pair) == 1
        guard isFilled else { throw TransportError.openSSL("make a certificate") }
        try name(document, names.first ?? "localhost")
        let alternatives = names.map { isAddress($0) ? "IP:\($0)" : "DNS:\($0)" }.joined(separator: ",")
        try add(NID_basic_constraints, "critical,CA:FALSE", to: document)
        try add(NID_key_usage, "critical,digitalSignature", to: document)
        try add(NID_ext_key_usage, "serverAuth", to: document)
        try add(NID_subject_alt_name, alternatives, to: document)
        guard X509_sign(document, pair, EVP_sha256()) > 0 else { throw TransportError.openSSL("sign a certificate") }
    }

    /// Subject and issuer are the same: that is what self-signed means.
    private static func name(_ document: OpaquePointer, _ text: String) throws {
        let name = X509_get_subject_name(document)
        let bytes = [UInt8](text.utf8)
        let isNamed =
            X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0) == 1
            && X509_set_issuer_name(document, name) == 1
        guard isNamed else { throw TransportError.openSSL("name a certificate") }
    }

    private static func add(_ kind: Int32, _ value: String, to document: OpaquePointer) throws {
        guard let part = X509V3_EXT_conf_nid(nil, nil, kind, value) else {
            throw TransportError.openSSL("certificate for \(value)")
        }
        defer { X509_EXTENSION_free(part) }
        guard X509_add_ext(document, part, -1) == 1 else { throw TransportError.openSSL("certificate for \(value)") }
    }

    private static func isAddress(_ name: String) -> Bool {
        var room = in6_addr()
        return inet_pton(AF_INET, name, &room) == 1 || inet_pton(AF_INET6, name, &room) == 1
    }

    /// Writes beside the file and renames, so that nobody ever reads half of it, nor a key with a wider mode.
    private static func save(_ path: String, mode: mode_t, write: (OpaquePointer) -> Int32) throws {
        guard let memory = BIO_new(BIO_s_mem()) else { throw TransportError.openSSL("write \(path)") }
        defer { BIO_free(memory) }
        var text: UnsafeMutablePointer<CChar>?
        guard write(memory) == 1 else { throw TransportError.openSSL("write \(path)") }
        let count = shim_BIO_get_mem_data(memory, &text)
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw TransportError.system("write \(path)") }
        let written = fchmod(descriptor, mode) == 0 ? Glibc.write(descriptor, text, count) : -1
        let isWhole = written == count && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWhole, rename(draft, path) == 0 else {
            let error = TransportError.system("write \(path)")
            unlink(draft)
            throw error
        }
    }
}
