/* Loads a server with connections.
 *   tls-connections full|resume PORT PATH PROCESSES SECONDS   a new connection for each request: handshakes a second
 *   tls-connections hold PORT PATH COUNT COOKIES              opens COUNT, one request on each, says so, holds them until its input ends
 *   tls-connections first PORT PATH COOKIES -- COMMAND...     starts COMMAND; milliseconds until it listens and until its first page */
#include "tls-client.h"
#include <sys/mman.h>
#include <sys/wait.h>

static SSL_SESSION *ticket;

static int keep_ticket(SSL *tls, SSL_SESSION *session) {
    (void)tls;
    if (ticket) SSL_SESSION_free(ticket);
    ticket = session;
    return 1;
}

static struct client *new_client(int port) {
    struct client *c = calloc(1, sizeof *c);
    c->context = client_context();
    c->port = port;
    return c;
}

static int make_request(char *to, size_t room, const char *path, const char *cookies, const char *connection) {
    return snprintf(to, room, "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\nConnection: %s\r\n\r\n", path, cookies, connection);
}

static int fetch_once(struct client *c, const char *request, int length, SSL_SESSION *session, int *resumed) {
    if (!client_connect(c, session)) return 0;
    if (resumed) *resumed = SSL_session_reused(c->tls);
    int ok = client_exchange(c, request, length) && c->status == 200;
    client_close(c);
    return ok;
}

static void handshakes(int port, const char *path, int processes, double seconds, int resumes) {
    long *counts = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char request[1024];
    int length = make_request(request, sizeof request, path, "none=0", "close");
    double start = seconds_now();
    for (int i = 0; i < processes; i++) {
        if (fork()) continue;
        struct client *c = new_client(port);
        SSL_CTX_sess_set_new_cb(c->context, keep_ticket);
        SSL_SESSION *session = NULL;
        if (resumes) { fetch_once(c, request, length, NULL, NULL); session = ticket; ticket = NULL; }
        while (seconds_now() - start < seconds) {
            int resumed = 0, ok = fetch_once(c, request, length, session, &resumed);
            __sync_fetch_and_add(&counts[!ok || resumed != resumes ? 1 : 0], 1);
        }
        _exit(0);
    }
    while (wait(NULL) > 0) {}
    printf("done %ld failed %ld seconds %.3f\n", counts[0], counts[1], seconds_now() - start);
}

/* Fifty connections an address: a server may limit how many one client has. */
static void hold(int port, const char *path, int count, const char *cookies) {
    struct client *c = new_client(port);
    char request[1024];
    int length = make_request(request, sizeof request, path, cookies, "keep-alive"), up = 0;
    for (; up < count; up++) {
        c->source = 0x7f010001 + (unsigned)(up / 50);
        if (!client_connect(c, NULL) || !client_exchange(c, request, length) || c->status != 200) break;
    }
    printf("up %d\n", up);
    fflush(stdout);
    while (getchar() != EOF) {}
}

static void first(int port, const char *path, const char *cookies, char **command) {
    char request[1024];
    int length = make_request(request, sizeof request, path, cookies, "close");
    struct client *c = new_client(port);
    double start = seconds_now(), listening = 0;
    pid_t child = fork();
    if (!child) {
        freopen("/dev/null", "w", stdout);
        execvp(command[0], command);
        _exit(127);
    }
    while (seconds_now() - start < 20) {
        int handle = tcp_connect(port, 0);
        if (handle >= 0) {
            if (!listening) listening = seconds_now();
            close(handle);
            if (fetch_once(c, request, length, NULL, NULL)) break;
        }
        usleep(200);
    }
    printf("listening_ms %.2f first_page_ms %.2f status %d\n", (listening - start) * 1e3, (seconds_now() - start) * 1e3, c->status);
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
}

int main(int count, char **words) {
    signal(SIGPIPE, SIG_IGN);
    if (count < 6) return 2;
    const char *mode = words[1], *path = words[3];
    int port = atoi(words[2]);
    if (!strcmp(mode, "first") && count > 6) first(port, path, words[4], words + 6);
    else if (!strcmp(mode, "hold")) hold(port, path, atoi(words[4]), words[5]);
    else handshakes(port, path, atoi(words[4]), atof(words[5]), !strcmp(mode, "resume"));
    return 0;
}
