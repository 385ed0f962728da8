/* A blocking HTTP/1.1 client over TLS 1.3, one struct a connection; shared by the load programs. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct client {
    SSL_CTX *context;
    int port;
    unsigned source; /* address to connect from, host order; 0 = any */
    SSL *tls;
    int socket;
    char buffer[64 * 1024]; /* the last reply: head and body, ended by NUL */
    int status;
    int length;
    int closes; /* the server said it would close */
};

static double seconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static SSL_CTX *client_context(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set1_groups_list(context, "X25519");
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    return context;
}

static int tcp_connect(int port, unsigned source) {
    int handle = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(source)};
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (source) {
        setsockopt(handle, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(handle, (void *)&from, sizeof from)) { close(handle); return -1; }
    }
    if (connect(handle, (void *)&to, sizeof to)) { close(handle); return -1; }
    return handle;
}

/* Ends at once, without TIME_WAIT: thousands of connections a second would use up the ports. */
static void client_close(struct client *c) {
    if (!c->tls) return;
    struct linger now = {1, 0};
    SSL_shutdown(c->tls);
    SSL_free(c->tls);
    c->tls = NULL;
    setsockopt(c->socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(c->socket);
}

static int client_connect(struct client *c, SSL_SESSION *session) {
    c->socket = tcp_connect(c->port, c->source);
    if (c->socket < 0) return 0;
    c->tls = SSL_new(c->context);
    c->closes = 0;
    SSL_set_fd(c->tls, c->socket);
    if (session) {
        SSL_SESSION *copy = SSL_SESSION_dup(session); /* TLS 1.3 marks a used session as not to be used again */
        SSL_set_session(c->tls, copy);
        SSL_SESSION_free(copy);
    }
    if (SSL_connect(c->tls) == 1) return 1;
    client_close(c);
    return 0;
}

/* Bytes of the reply once its head is there; -1 before, and where it has no Content-Length. */
static int reply_length(const char *text) {
    const char *end = strstr(text, "\r\n\r\n"), *field = strcasestr(text, "\r\ncontent-length:");
    if (!end || !field || field > end) return -1;
    return (int)(end - text) + 4 + atoi(field + 17);
}

/* Sends one request and reads its whole reply; 0 when the connection failed. */
static int client_exchange(struct client *c, const char *request, int length) {
    if (SSL_write(c->tls, request, length) != length) return 0;
    c->length = 0;
    c->buffer[0] = 0;
    for (;;) {
        int whole = reply_length(c->buffer);
        if (whole >= 0 && c->length >= whole) break;
        int got = SSL_read(c->tls, c->buffer + c->length, (int)sizeof c->buffer - 1 - c->length);
        if (got <= 0) {
            if (c->length == 0 || whole >= 0) return 0;
            break; /* a body that ends with the connection */
        }
        c->length += got;
        c->buffer[c->length] = 0;
    }
    c->status = atoi(c->buffer + 9);
    const char *end = strstr(c->buffer, "\r\n\r\n"), *close = strcasestr(c->buffer, "\r\nconnection: close");
    c->closes = close && close < end;
    return 1;
}
