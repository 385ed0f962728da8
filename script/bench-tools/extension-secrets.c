// Writes SQL that gives the ordering site extensions with passwords, sealed as the site seals them, for registrar-load.
//
// usage: extension-secrets KEYFILE USERS | sqlite3 hikari.sqlite
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EACH = 1500 };
static const char purpose[] = "password of an extension", password[] = "secret-of-all-16";

static void print_hex(const unsigned char *bytes, int count) {
    for (int i = 0; i < count; i++) printf("%02x", bytes[i]);
}

int main(int count, char **arguments) {
    unsigned char master[32], key[32], box[12 + sizeof password - 1 + 16];
    FILE *file = count == 3 ? fopen(arguments[1], "rb") : NULL;
    if (!file || fread(master, 1, 32, file) != 32) { fputs("usage: extension-secrets KEYFILE USERS\n", stderr); return 2; }
    unsigned users = atoi(arguments[2]), length = 0;
    // The purpose ends with a zero byte.
    HMAC(EVP_sha256(), master, 32, (const unsigned char *)purpose, sizeof purpose, key, &length);
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    puts("PRAGMA foreign_keys = OFF;\nBEGIN;");
    for (unsigned user = 0; user < users; user++) {
        char code[16], digits[16], id[48];
        int done = 0, text = sizeof password - 1;
        snprintf(code, sizeof code, "N%09u", 900000000 + user / EACH);
        snprintf(digits, sizeof digits, "2%05u", user % EACH);
        snprintf(id, sizeof id, "%s%s", code, digits);
        if (user % EACH == 0) printf("INSERT INTO smart_pbx VALUES ('%s', 2, 4, 0);\n", code);
        RAND_bytes(box, 12);
        EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, box);
        EVP_EncryptUpdate(cipher, NULL, &done, (unsigned char *)id, strlen(id));
        EVP_EncryptUpdate(cipher, box + 12, &done, (const unsigned char *)password, text);
        EVP_EncryptFinal_ex(cipher, box + 12 + done, &done);
        EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, 16, box + 12 + text);
        printf("INSERT INTO smart_pbx_extension VALUES ('%s', '%.2s', '%s', 'smartphone');\n", code, digits, digits + 2);
        printf("INSERT INTO smart_pbx_extension_setting (code, site, device, secret_id, secret, secret_at) VALUES ('%s', '%.2s', '%s', '%s', X'",
            code, digits, digits + 2, id);
        print_hex(box, sizeof box);
        puts("', 0);");
    }
    puts("COMMIT;");
    return 0;
}
