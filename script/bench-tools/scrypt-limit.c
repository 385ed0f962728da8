/* How many passwords a second one core can hash at the site's cost: scrypt-limit SECONDS */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int count, char **words) {
    enum { n = 1 << 14, r = 8, p = 5, memory = 128 * n * r + (1 << 20) };
    const unsigned char salt[16] = "bench";
    unsigned char hash[32];
    double length = count > 1 ? atof(words[1]) : 5, start = seconds_now();
    long done = 0;
    for (; seconds_now() - start < length; done++)
        if (!EVP_PBE_scrypt("benchPass0rd", 12, salt, sizeof salt, n, r, p, memory, hash, sizeof hash)) return 1;
    printf("done %ld failed 0 seconds %.3f cpu_seconds %.3f\n", done, seconds_now() - start, (double)clock() / CLOCKS_PER_SEC);
    return 0;
}
