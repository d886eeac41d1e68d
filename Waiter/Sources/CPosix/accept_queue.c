#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPosix.h"

#include <errno.h>

#ifdef __linux__

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* sock_diag(7), in the layout of linux/netlink.h and linux/inet_diag.h: musl comes without the kernel's headers. */

struct message {
    uint32_t length;
    uint16_t type, flags;
    uint32_t sequence, port;
};

struct socket_id {
    uint16_t source_port, destination_port;
    uint32_t source[4], destination[4], interface, cookie[2];
};

struct request {
    struct message message;
    uint8_t family, protocol, extensions, padding;
    uint32_t states;
    struct socket_id id;
};

struct answer {
    uint8_t family, state, timer, retransmissions;
    struct socket_id id;
    uint32_t expires, receive_queue, send_queue, uid, inode;
};

enum { NETLINK_SOCK_DIAG = 4, SOCK_DIAG_BY_FAMILY = 20, DUMP_REQUEST = 0x301, MESSAGE_ERROR = 2, MESSAGE_DONE = 3, LISTEN = 10 };

/* Adds what the listeners of one address family have waiting. 1 when there are such listeners, 0 when there are none. */
static int add_family(int fd, uint8_t family, uint16_t port, int *waiting) {
    struct request request = {
        .message = {.length = sizeof request, .type = SOCK_DIAG_BY_FAMILY, .flags = DUMP_REQUEST, .sequence = family},
        .family = family,
        .protocol = IPPROTO_TCP,
        .states = 1u << LISTEN,
    };
    if (send(fd, &request, sizeof request, 0) < 0) return -errno;
    int found = 0;
    /* A machine with more listeners than this is not one pod: better not to know than to take long. */
    for (int turn = 0; turn < 16; turn++) {
        _Alignas(8) uint8_t buffer[8192];
        ssize_t count = recv(fd, buffer, sizeof buffer, MSG_DONTWAIT);
        if (count < 0) return -errno;
        size_t left = (size_t)count;
        for (uint8_t *at = buffer; left >= sizeof(struct message);) {
            struct message head;
            memcpy(&head, at, sizeof head);
            if (head.length < sizeof head || head.length > left) return -EPROTO;
            if (head.type == MESSAGE_DONE) return found;
            if (head.type == MESSAGE_ERROR) return -EOPNOTSUPP;
            if (head.length >= sizeof head + sizeof(struct answer)) {
                struct answer answer;
                memcpy(&answer, at + sizeof head, sizeof answer);
                if (answer.id.source_port == htons(port)) {
                    found = 1;
                    *waiting += (int)answer.receive_queue;
                }
            }
            size_t step = (head.length + 3u) & ~(size_t)3;
            if (step > left) break;
            at += step;
            left -= step;
        }
    }
    return -E2BIG;
}

int px_accept_queue(uint16_t port) {
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0) return -errno;
    int waiting = 0;
    int four = add_family(fd, AF_INET, port, &waiting);
    /* After an error there may be answers on the way that are not those to the next question. */
    int six = four < 0 ? four : add_family(fd, AF_INET6, port, &waiting);
    close(fd);
    if (six < 0) return six;
    return four + six > 0 ? waiting : -ENOENT;
}

#else

int px_accept_queue(uint16_t port) {
    (void)port;
    return -ENOSYS;
}

#endif
