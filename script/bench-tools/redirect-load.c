// Asks a SIP redirect server over UDP where calls to numbers go, and tells how many answers 302 came back and how soon.
//
// usage: redirect-load PORT SECONDS RATE WINDOW NUMBERS
//   RATE     questions a second; 0: as many as are answered, WINDOW of them under way at a time
//   NUMBERS  0330000000 and so many more are asked about, all over the place
// Prints "done N failed N seconds S p50_ms X p99_ms Y skipped N"; failed are other answers, and questions without one; skipped are those
// that this program did not ask in time because it stood still itself.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 32, ROOM = 2048, MOST = 1 << 23 };
static char out[BATCH][ROOM], in[BATCH][ROOM];
static struct mmsghdr sends[BATCH], receives[BATCH];
static struct iovec outs[BATCH], ins[BATCH];
static uint32_t *times; // microseconds
static uint64_t sent, done, failed;
static size_t number_at[3], stamp_at[2];

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static const char template[] =
    "INVITE sip:NNNNNNNNNN@127.0.0.1;user=phone SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bKSSSSSSSSSSSSSSSS;rport\r\n"
    "Max-Forwards: 69\r\n"
    "From: \"0901234567\" <sip:09012345678@ims.example.jp;user=phone>;tag=a73kszlfl\r\n"
    "To: <sip:NNNNNNNNNN@ims.example.jp;user=phone>\r\n"
    "Call-ID: SSSSSSSSSSSSSSSS@127.0.0.1\r\n"
    "CSeq: 1 INVITE\r\n"
    "Contact: <sip:09012345678@127.0.0.1:5062>\r\n"
    "P-Asserted-Identity: <tel:+819012345678>\r\n"
    "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\n"
    "Supported: 100rel, timer\r\n"
    "Session-Expires: 300;refresher=uac\r\n"
    "Content-Type: application/sdp\r\n"
    "Content-Length: 178\r\n"
    "\r\n"
    "v=0\r\no=- 3945712345 3945712345 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio 49170 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

static void hex(char *to, uint64_t value) {
    for (int i = 0; i < 16; i++) to[i] = "0123456789abcdef"[value >> (60 - 4 * i) & 15];
}

static void prepare(void) {
    size_t numbers = 0, stamps = 0;
    for (const char *p = template; *p; p++) {
        if (!strncmp(p, "NNNNNNNNNN", 10)) number_at[numbers++] = p - template, p += 9;
        else if (!strncmp(p, "SSSSSSSSSSSSSSSS", 16)) stamp_at[stamps++] = p - template, p += 15;
    }
    for (int i = 0; i < BATCH; i++) {
        memcpy(out[i], template, sizeof template);
        outs[i] = (struct iovec){out[i], sizeof template - 1};
        ins[i] = (struct iovec){in[i], ROOM};
        sends[i].msg_hdr.msg_iov = &outs[i], sends[i].msg_hdr.msg_iovlen = 1;
        receives[i].msg_hdr.msg_iov = &ins[i], receives[i].msg_hdr.msg_iovlen = 1;
    }
}

static void ask(int wire, int count, uint32_t numbers) {
    static uint32_t dice = 1;
    uint64_t stamp = now();
    for (int i = 0; i < count; i++) {
        char number[11];
        dice = dice * 1664525 + 1013904223;
        snprintf(number, sizeof number, "03%08u", 30000000 + (uint32_t)((uint64_t)dice * numbers >> 32));
        for (int k = 0; k < 2; k++) memcpy(out[i] + number_at[k], number, 10);
        // Stamps differ, or two calls would be one.
        for (int k = 0; k < 2; k++) hex(out[i] + stamp_at[k], stamp + i);
    }
    int gone = 0;
    while (gone < count) {
        int n = sendmmsg(wire, sends + gone, count - gone, 0);
        if (n < 0 && errno != EAGAIN && errno != ENOBUFS && errno != ECONNREFUSED) { perror("send"); exit(1); }
        if (n > 0) gone += n;
    }
    sent += count;
}

static int hear(int wire) {
    int n = recvmmsg(wire, receives, BATCH, MSG_DONTWAIT, NULL);
    uint64_t at = now();
    for (int i = 0; i < n; i++) {
        in[i][receives[i].msg_len < ROOM ? receives[i].msg_len : ROOM - 1] = 0;
        char *branch = strstr(in[i], "z9hG4bK");
        uint64_t stamp = branch ? strtoull(branch + 7, NULL, 16) : 0;
        if (strncmp(in[i], "SIP/2.0 302", 11) || !stamp || !strstr(in[i], "\r\nContact:")) { failed++; continue; }
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
    if (count != 6) { fputs("usage: redirect-load PORT SECONDS RATE WINDOW NUMBERS\n", stderr); return 2; }
    double seconds = atof(arguments[2]), rate = atof(arguments[3]);
    uint64_t window = strtoull(arguments[4], NULL, 10);
    uint32_t numbers = strtoul(arguments[5], NULL, 10);
    int wire = socket(AF_INET, SOCK_DGRAM, 0), room = 8 << 20;
    setsockopt(wire, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(wire, (struct sockaddr *)&server, sizeof server)) { perror("connect"); return 1; }
    times = malloc(MOST * sizeof *times);
    prepare();
    uint64_t start = now(), end = start + seconds * 1e9, heard = start, first = start, before = start, skipped = 0;
    for (uint64_t t = start; t < end; t = now()) {
        // Questions come evenly: where this program stood still for longer than a millisecond, they do not all come at once behind it.
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
        if (due) ask(wire, due, numbers);
        if (hear(wire)) heard = t;
        // What has had no answer for so long has been lost on the way.
        if (rate == 0 && t > heard + 300000000) failed = sent - done, heard = t;
    }
    double took = (now() - start) / 1e9;
    for (uint64_t last = now() + 300000000; now() < last && done + failed < sent;) hear(wire);
    failed = sent - done;
    size_t kept = done < MOST ? done : MOST;
    qsort(times, kept, sizeof *times, by_size);
    printf("done %lu failed %lu seconds %.3f p50_ms %.3f p99_ms %.3f skipped %lu\n", done, failed, took,
        kept ? times[kept / 2] / 1e3 : 0, kept ? times[kept * 99 / 100] / 1e3 : 0, skipped);
    return 0;
}
