// Registers devices at a SIP registrar over UDP and tells how many 200 came back and how soon.
//
// usage: registrar-load PORT SECONDS RATE WINDOW USERS
//   SECONDS  0: each user registers once, one after the other
//   RATE     REGISTERs a second; 0: as many as are answered, WINDOW of them under way at a time
//   USERS    n900000000-200000 and so many more, 1,500 a contract, all over the place; the password of each is "secret-of-all-16"
// The nonce is used as long as it is good, with a count that rises; digests are MD5, which both sides know.
// Prints "done N failed N seconds S p50_ms X p99_ms Y skipped N asked N"; failed are other answers, and requests without one; asked are
// challenges; skipped are those that this program did not send in time because it stood still itself.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 32, ROOM = 2048, MOST = 1 << 23, NAME = 17, EACH = 1500 };
static char out[BATCH][ROOM], in[BATCH][ROOM], nonce[256];
static struct mmsghdr sends[BATCH], receives[BATCH];
static struct iovec outs[BATCH], ins[BATCH];
static uint32_t *times; // microseconds
static uint64_t sent, done, failed, asked, uses, turn;
static char (*secrets)[32]; // MD5 of user:realm:password, in digits
static char target[64], second[33];
static const char realm[] = "orders.example.jp";
static uint32_t users;
static const EVP_MD *md5;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void digest(char *to, const char *text, size_t length) {
    unsigned char bytes[16];
    EVP_Digest(text, length, bytes, NULL, md5, NULL);
    for (int i = 0; i < 16; i++) to[2 * i] = "0123456789abcdef"[bytes[i] >> 4], to[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
}

static void name(char *to, uint32_t user) {
    snprintf(to, NAME + 1, "n%09u-2%05u", 900000000 + user / EACH, user % EACH);
}

static void prepare(void) {
    char text[256], user[NAME + 1];
    secrets = malloc((size_t)users * sizeof *secrets);
    for (uint32_t i = 0; i < users; i++) {
        name(user, i);
        digest(secrets[i], text, snprintf(text, sizeof text, "%s:%s:secret-of-all-16", user, realm));
    }
    snprintf(target, sizeof target, "sip:%s", realm);
    digest(second, text, snprintf(text, sizeof text, "REGISTER:%s", target));
    for (int i = 0; i < BATCH; i++) {
        outs[i] = (struct iovec){out[i], 0};
        ins[i] = (struct iovec){in[i], ROOM};
        sends[i].msg_hdr.msg_iov = &outs[i], sends[i].msg_hdr.msg_iovlen = 1;
        receives[i].msg_hdr.msg_iov = &ins[i], receives[i].msg_hdr.msg_iovlen = 1;
    }
}

// Without a nonce it asks for one.
static size_t write_request(char *to, uint32_t user, uint64_t stamp) {
    char called[NAME + 1], text[512], first[33], credentials[640] = "";
    name(called, user);
    if (*nonce) {
        char response[33] = "";
        uses++;
        memcpy(first, secrets[user], 32), first[32] = 0;
        digest(response, text, snprintf(text, sizeof text, "%s:%s:%08lx:0a4f113b:auth:%.32s", first, nonce, uses, second));
        snprintf(credentials, sizeof credentials,
            "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%.32s\", algorithm=MD5, "
            "cnonce=\"0a4f113b\", qop=auth, nc=%08lx\r\n", called, realm, nonce, target, response, uses);
    }
    return snprintf(to, ROOM,
        "REGISTER %s SIP/2.0\r\n"
        "Via: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK%016lx;rport\r\n"
        "Max-Forwards: 70\r\n"
        "From: <sip:%s@%s>;tag=a73kszlfl\r\n"
        "To: <sip:%s@%s>\r\n"
        "Call-ID: 7a4e%08x%08x@192.0.2.7\r\n"
        "CSeq: %lu REGISTER\r\n"
        "Contact: <sip:%s@127.0.0.1:5062;transport=udp>;expires=3600\r\n"
        "User-Agent: registrar-load 1.0\r\n"
        "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY, REFER\r\n"
        "%s"
        "Content-Length: 0\r\n\r\n",
        target, stamp, called, realm, called, realm, getpid(), user, turn, called, credentials);
}

static void ask(int wire, int count, int inOrder) {
    static uint32_t dice = 1, next;
    uint64_t stamp = now();
    for (int i = 0; i < count; i++) {
        dice = dice * 1664525 + 1013904223;
        uint32_t user = inOrder ? next++ % users : (uint32_t)((uint64_t)dice * users >> 32);
        turn++;
        // Stamps differ, or two requests would be one.
        outs[i].iov_len = write_request(out[i], user, stamp + i);
    }
    int gone = 0;
    while (gone < count) {
        int n = sendmmsg(wire, sends + gone, count - gone, 0);
        if (n < 0 && errno != EAGAIN && errno != ENOBUFS && errno != ECONNREFUSED) { perror("send"); exit(1); }
        if (n > 0) gone += n;
    }
    sent += count;
}

// The nonce of a challenge for MD5.
static void challenged(char *text) {
    asked++;
    for (char *line = strstr(text, "\r\nWWW-Authenticate:"); line; line = strstr(line + 2, "\r\nWWW-Authenticate:")) {
        char *end = strstr(line + 2, "\r\n"), *sha = strstr(line, "SHA-256"), *from = strstr(line, "nonce=\"");
        if (!end || !from || (sha && sha < end)) continue;
        from += 7;
        size_t length = strcspn(from, "\"");
        if (length < sizeof nonce && (strncmp(from, nonce, length) || nonce[length])) {
            memcpy(nonce, from, length), nonce[length] = 0, uses = 0;
        }
        return;
    }
}

static int hear(int wire) {
    int n = recvmmsg(wire, receives, BATCH, MSG_DONTWAIT, NULL);
    uint64_t at = now();
    for (int i = 0; i < n; i++) {
        in[i][receives[i].msg_len < ROOM ? receives[i].msg_len : ROOM - 1] = 0;
        char *branch = strstr(in[i], "z9hG4bK");
        uint64_t stamp = branch ? strtoull(branch + 7, NULL, 16) : 0;
        if (!strncmp(in[i], "SIP/2.0 401", 11)) { challenged(in[i]); failed++; continue; }
        if (strncmp(in[i], "SIP/2.0 200", 11) || !stamp || !strstr(in[i], "\r\nContact:")) { failed++; continue; }
        if (done < MOST) times[done] = at > stamp ? (at - stamp) / 1000 : 0;
        done++;
    }
    return n > 0 ? n : 0;
}

static int by_size(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

int main(int count, char **arguments) {
    if (count != 6) { fputs("usage: registrar-load PORT SECONDS RATE WINDOW USERS\n", stderr); return 2; }
    double seconds = atof(arguments[2]), rate = atof(arguments[3]);
    uint64_t window = strtoull(arguments[4], NULL, 10);
    users = strtoul(arguments[5], NULL, 10), md5 = EVP_md5();
    int inOrder = seconds == 0, wire = socket(AF_INET, SOCK_DGRAM, 0), room = 8 << 20;
    setsockopt(wire, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(wire, (struct sockaddr *)&server, sizeof server)) { perror("connect"); return 1; }
    times = malloc(MOST * sizeof *times);
    prepare();
    for (uint64_t begun = now(); !*nonce && now() < begun + 2000000000;) {
        ask(wire, 1, 0);
        for (uint64_t last = now() + 100000000; now() < last && !hear(wire);) {}
    }
    if (!*nonce) return 1;
    sent = done = failed = asked = 0;
    uint64_t start = now(), end = inOrder ? UINT64_MAX : start + seconds * 1e9, heard = start, first = start, before = start, skipped = 0;
    for (uint64_t t = start; t < end && !(inOrder && done >= users); t = now()) {
        if (rate > 0 && t - before > 1000000) skipped += (t - before) / 1e9 * rate, first += t - before;
        before = t;
        uint64_t under_way = sent - done - failed, due = 0;
        if (rate > 0) {
            uint64_t wanted = (t - first) / 1e9 * rate;
            due = wanted > sent ? wanted - sent : 0;
        } else if (under_way < window) {
            due = window - under_way;
            // A few at a time would be a system call each.
            if (due < BATCH && under_way > window / 2) due = 0;
        }
        if (due > BATCH) due = BATCH;
        if (due) ask(wire, due, inOrder);
        if (hear(wire)) heard = t;
        // What was given up for lost has come after all.
        if (done + failed > sent) failed = sent - done;
        // What has had no answer for so long has been lost on the way.
        if (rate == 0 && t > heard + 300000000) failed = sent - done, heard = t;
    }
    double took = (now() - start) / 1e9;
    for (uint64_t last = now() + 300000000; now() < last && done + failed < sent;) hear(wire);
    failed = sent - done;
    size_t kept = done < MOST ? done : MOST;
    qsort(times, kept, sizeof *times, by_size);
    printf("done %lu failed %lu seconds %.3f p50_ms %.3f p99_ms %.3f skipped %lu asked %lu\n", done, failed, took,
        kept ? times[kept / 2] / 1e3 : 0, kept ? times[kept * 99 / 100] / 1e3 : 0, skipped, asked);
    return 0;
}
