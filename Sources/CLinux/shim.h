// What Glibc's module map leaves out (epoll, eventfd, accept4) and macros Swift cannot see; nothing else.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <linux/errqueue.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// accept4 is hidden behind _GNU_SOURCE in Glibc's module; flags are the socket's: not blocking, closed on exec.
int accept4(int, struct sockaddr *, socklen_t *, int);
static inline int linux_accept(int listener, struct sockaddr_storage *peer) {
    socklen_t length = sizeof *peer;
    return accept4(listener, (struct sockaddr *)peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// recvfrom's address argument is a transparent union in Glibc's module.
static inline ssize_t linux_receive_datagram(int socket, void *buffer, size_t size, struct sockaddr_storage *peer) {
    socklen_t length = sizeof *peer;
    return recvfrom(socket, buffer, size, 0, (struct sockaddr *)peer, &length);
}

// The start of a datagram that was reported as undeliverable, whom it was for, and the error (CMSG_… are macros). -1: none.
static inline ssize_t linux_receive_undelivered(
    int socket, void *buffer, size_t size, struct sockaddr_storage *peer, int *code) {
    union { struct cmsghdr header; char bytes[512]; } control;
    struct iovec part = {buffer, size};
    struct msghdr message = {
        .msg_name = peer, .msg_namelen = sizeof *peer, .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t count = recvmsg(socket, &message, MSG_ERRQUEUE);
    if (count < 0) return -1;
    *code = 0;
    for (struct cmsghdr *one = CMSG_FIRSTHDR(&message); one; one = CMSG_NXTHDR(&message, one))
        if ((one->cmsg_level == IPPROTO_IP && one->cmsg_type == IP_RECVERR)
            || (one->cmsg_level == IPPROTO_IPV6 && one->cmsg_type == IPV6_RECVERR))
            *code = (int)((const struct sock_extended_err *)CMSG_DATA(one))->ee_errno;
    return count;
}

// struct mmsghdr and its calls are hidden behind _GNU_SOURCE; this has its layout. Many datagrams with one system call each way.
struct linux_datagram { struct msghdr header; unsigned int count; };
// With the whole length of each told, also of those that are cut.
static inline int linux_receive_datagrams(int socket, struct linux_datagram *datagrams, unsigned int count) {
    return (int)syscall(SYS_recvmmsg, socket, datagrams, count, MSG_TRUNC, (void *)0);
}
static inline int linux_send_datagrams(int socket, struct linux_datagram *datagrams, unsigned int count) {
    return (int)syscall(SYS_sendmmsg, socket, datagrams, count, 0);
}

// epoll_data is a union; only its 64-bit member is used.
static inline int linux_epoll_control(int poll, int operation, int descriptor, uint32_t events, uint64_t data) {
    struct epoll_event event;
    event.events = events;
    event.data.u64 = data;
    return epoll_ctl(poll, operation, descriptor, &event);
}
static inline uint64_t linux_epoll_data(const struct epoll_event *event) { return event->data.u64; }

// The number of processors this process may run on, 1 if that cannot be told (cpu_set_t's macros).
static inline int linux_available_processors(void) {
    unsigned long mask[1024 / (8 * sizeof(unsigned long))] = {0};
    long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
    int count = 0;
    for (long word = 0; word < bytes / (long)sizeof(unsigned long); word++) count += __builtin_popcountl(mask[word]);
    return count > 0 ? count : 1;
}

// Niceness is of a thread on Linux, whatever POSIX says.
static inline int linux_set_thread_niceness(int niceness) {
    return setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), niceness);
}

// SIG_IGN is a cast Swift cannot see.
static inline void linux_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }
int pthread_setname_np(pthread_t, const char *);
