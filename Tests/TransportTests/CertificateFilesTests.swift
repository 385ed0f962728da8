import COpenSSL
import Glibc
import Testing

@testable import Transport

@Suite struct CertificateFilesTests {
    private let directory: TemporaryDirectory
    private let identity: TLSIdentity

    init() throws {
        directory = try TemporaryDirectory()
        identity = try directory.makeIdentity()
    }

    /// What is said about these two files; "" when they are good.
    private func words(certificate: String? = nil, key: String? = nil) -> String {
        let identity = TLSIdentity(
            certificateFile: certificate ?? self.identity.certificateFile, keyFile: key ?? self.identity.keyFile)
        do {
            _ = try TLSContext(identity)
            return ""
        } catch { return "\(error)" }
    }

    private func write(_ text: String, to path: String) {
        guard let file = fopen(path, "w") else { return }
        fputs(text, file)
        fclose(file)
    }

    @Test func `a file that is not there, or not readable, is named with the reason`() {
        let absent = directory.path + "/absent.pem"
        #expect(words() == "")
        #expect(words(certificate: absent) == "certificate \(absent): No such file or directory")
        #expect(words(key: absent) == "private key \(absent): No such file or directory")
        #expect(words(key: directory.path) == "private key \(directory.path): it is no file")
    }

    @Test func `what is in the wrong file is named`() throws {
        let (certificate, key) = (identity.certificateFile, identity.keyFile)
        #expect(
            words(certificate: key) == "certificate \(key): no PEM certificate in it, but a key: is it the other file?")
        #expect(
            words(key: certificate)
                == "private key \(certificate): no PEM private key in it, but a certificate: is it the other file?")
        let other = try TemporaryDirectory()
        let stranger = try other.makeIdentity().keyFile
        #expect(
            words(key: stranger) == "private key \(stranger): it does not belong to the certificate in \(certificate)")
        write("", to: key)
        #expect(words() == "private key \(key): the file is empty")
        write("hello", to: key)
        #expect(words() == "private key \(key): no PEM private key in it")
        write("hello", to: certificate)
        #expect(words() == "certificate \(certificate): no PEM certificate in it")
    }

    @Test(arguments: [nil, "aes-256-cbc"])
    func `an encrypted key is named as such, and no pass phrase is asked for`(cipher: String?) throws {
        let pair = try #require(shim_EVP_EC_gen("P-256"))
        defer { EVP_PKEY_free(pair) }
        let file = try #require(BIO_new_file(identity.keyFile, "w"))
        let phrase = Array("secret".utf8)
        let isWritten =
            cipher == nil
            ? PEM_write_bio_PKCS8PrivateKey(file, pair, EVP_aes_256_cbc(), "secret", 6, nil, nil)
            : PEM_write_bio_PrivateKey_traditional(file, pair, EVP_aes_256_cbc(), phrase, 6, nil, nil)
        BIO_free(file)
        #expect(isWritten == 1)
        #expect(words().hasPrefix("private key \(identity.keyFile): the key is encrypted, and nobody is here to type"))
    }

    @Test func `a pipe in the place of a file is not waited for`() {
        unlink(identity.keyFile)
        mkfifo(identity.keyFile, 0o600)
        #expect(words() == "private key \(identity.keyFile): it is no file")
    }

    @Test func `a chain is sent whole, and a damaged part of it is named`() throws {
        let other = try TemporaryDirectory()
        let issuer = try #require(contents(of: try other.makeIdentity().certificateFile))
        let own = try #require(contents(of: identity.certificateFile))
        write("a comment\n" + own + "\n" + issuer, to: identity.certificateFile)
        #expect(try CertificateFiles(identity).issuerCount == 1)
        write(own + issuer.replacing("MII", with: "!!!"), to: identity.certificateFile)
        #expect(words() == "certificate \(identity.certificateFile): one of the certificates in it is damaged")
    }

    @Test func `certificate and key may lie in one file`() throws {
        let both = try #require(contents(of: identity.keyFile)) + (contents(of: identity.certificateFile) ?? "")
        write(both, to: identity.certificateFile)
        #expect(words(key: identity.certificateFile) == "")
    }

    private func contents(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
