/* Posts forms from many clients at once, each on its own connection and waiting for each answer.
 *   tls-forms save      PORT CLIENTS SECONDS USERS   saves one destination of the client's own contract, a new number each time
 *   tls-forms sign-in   PORT CLIENTS SECONDS USERS   signs in
 *   tls-forms peer-save PORT CLIENTS SECONDS         the other servers' /save, a new value each time
 * USERS has a line "number cookie form-token" for each. No new request is started after SECONDS; what is under way is waited for. */
#include "tls-client.h"
#include <pthread.h>

struct user { char number[12], cookie[44], token[44]; };

struct worker {
    struct client client;
    struct user user;
    pthread_t thread;
    int index;
    long done, failed;
    char row[12];   /* the telephone number whose destination is changed */
    long version;   /* that row's, as the site counts it */
    unsigned value; /* changes with every request */
};

static const char *mode;
static double deadline;
static const char password[] = "benchPass0rd";

static int post(struct worker *w, const char *path, const char *cookie_name, const char *cookie, const char *body) {
    char request[2048];
    int length = snprintf(request, sizeof request,
        "POST %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s=%s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: %zu\r\n\r\n%s", path, cookie_name, cookie, strlen(body), body);
    return client_exchange(&w->client, request, length);
}

static int get(struct worker *w, const char *path, const char *cookie_name, const char *cookie) {
    char request[512];
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s=%s\r\n\r\n", path, cookie_name, cookie);
    return client_exchange(&w->client, request, length);
}

/* Reads from the page which row to change and its version. */
static int learn_row(struct worker *w) {
    if (!get(w, "/bulk-forwarding", "__Host-session", w->user.cookie)) return 0;
    const char *control = strstr(w->client.buffer, "name=\"version-");
    return control && sscanf(control, "name=\"version-%11[0-9]\" value=\"%ld", w->row, &w->version) == 2;
}

static int save(struct worker *w) {
    char body[256];
    if (!w->row[0] && !learn_row(w)) return 0;
    snprintf(body, sizeof body, "token=%s&version-%s=%ld&destination-%s=0901%07u",
        w->user.token, w->row, w->version, w->row, w->value++ % 10000000);
    int ok = post(w, "/bulk-forwarding", "__Host-session", w->user.cookie, body) && w->client.status == 303;
    if (ok) w->version++; else w->row[0] = 0;
    return ok;
}

static int sign_in(struct worker *w) {
    char body[256];
    snprintf(body, sizeof body, "token=%s&telephoneNumber=%s&password=%s&next=", w->user.token, w->user.number, password);
    if (!post(w, "/login", "__Host-visit", w->user.cookie, body)) return 0;
    while (strstr(w->client.buffer, "\r\nLocation: /login/waiting\r\n") || w->client.status == 200) {
        usleep(200000); /* a place in the queue: ask after it, sooner than a person's browser */
        if (!get(w, "/login/waiting", "__Host-visit", w->user.cookie)) return 0;
    }
    return w->client.status == 303 && !strstr(w->client.buffer, "\r\nLocation: /answer");
}

static int peer_save(struct worker *w) {
    char body[256], cookie[40];
    snprintf(cookie, sizeof cookie, "tok%029d", w->index + 1);
    snprintf(body, sizeof body, "csrf=csrf0000000000000000000000000042&value=hello-world-%u", w->value++);
    return post(w, "/save", "sid", cookie, body) && w->client.status / 100 == 3;
}

static void *run(void *argument) {
    struct worker *w = argument;
    int (*step)(struct worker *) = !strcmp(mode, "save") ? save : !strcmp(mode, "sign-in") ? sign_in : peer_save;
    while (seconds_now() < deadline) {
        if (!w->client.tls && !client_connect(&w->client, NULL)) { w->failed++; usleep(10000); continue; }
        w->client.status = 0;
        if (step(w)) w->done++; else w->failed++;
        if (w->client.closes || !w->client.status) client_close(&w->client);
    }
    return NULL;
}

int main(int count, char **words) {
    signal(SIGPIPE, SIG_IGN);
    if (count < 5) return 2;
    mode = words[1];
    int clients = atoi(words[3]);
    FILE *users = count > 5 ? fopen(words[5], "r") : NULL;
    struct worker *workers = calloc((size_t)clients, sizeof *workers);
    SSL_CTX *context = client_context();
    double start = seconds_now();
    deadline = start + atof(words[4]);
    for (int i = 0; i < clients; i++) {
        struct worker *w = &workers[i];
        w->client.context = context;
        w->client.port = atoi(words[2]);
        w->index = i;
        w->value = (unsigned)(start * 1000) + (unsigned)i * 1000003;
        if (users && fscanf(users, "%11s %43s %43s", w->user.number, w->user.cookie, w->user.token) != 3) return 2;
        pthread_create(&w->thread, NULL, run, w);
    }
    long done = 0, failed = 0;
    for (int i = 0; i < clients; i++) {
        pthread_join(workers[i].thread, NULL);
        done += workers[i].done;
        failed += workers[i].failed;
        if (workers[i].failed) fprintf(stderr, "%s: client %d: %ld failed, last status %d\n", mode, i, workers[i].failed, workers[i].client.status);
    }
    printf("done %ld failed %ld seconds %.3f\n", done, failed, seconds_now() - start);
    return 0;
}
