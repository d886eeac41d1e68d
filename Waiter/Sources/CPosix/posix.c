#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CPosix.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/random.h>
#endif

const int PX_AGAIN = -EAGAIN;

extern char **environ;

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

int64_t px_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

uint64_t px_random(void) {
    uint64_t value = 0;
#ifdef __linux__
    if (getrandom(&value, sizeof value, 0) == (ssize_t)sizeof value) return value;
#else
    arc4random_buf(&value, sizeof value);
    return value;
#endif
    return (uint64_t)px_now() * 2654435761u ^ (uint64_t)getpid();
}

const char *px_error_text(int number) {
    const char *text = strerror(number < 0 ? -number : number);
    return text ? text : "unknown error";
}

const char *px_environment(int index) {
    return environ ? environ[index] : NULL;
}

const char *px_variable(const char *name) {
    return getenv(name);
}

static int new_socket(int family, int type) {
    int fd = socket(family, type, 0);
    if (fd < 0) return -errno;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    return fd;
}

static int begin_connect(int fd, const struct sockaddr *address, socklen_t length) {
    if (connect(fd, address, length) == 0 || errno == EINPROGRESS) return fd;
    int error = errno;
    close(fd);
    return -error;
}

int px_connect_inet(const uint8_t *address, int length, uint16_t port, bool datagram) {
    int fd = new_socket(length == 4 ? AF_INET : AF_INET6, datagram ? SOCK_DGRAM : SOCK_STREAM);
    if (fd < 0) return fd;
    if (!datagram) {
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        /* A watch stays open for minutes: a peer that vanished has to be noticed. */
        setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
#ifdef __linux__
        int idle = 10, interval = 5, probes = 3;
        setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
        setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
        setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
#endif
    }
    if (length == 4) {
        struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(port)};
        memcpy(&in.sin_addr, address, 4);
        return begin_connect(fd, (struct sockaddr *)&in, sizeof in);
    }
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    memcpy(&in6.sin6_addr, address, 16);
    return begin_connect(fd, (struct sockaddr *)&in6, sizeof in6);
}

int px_connect_unix(const char *path) {
    struct sockaddr_un un = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof un.sun_path) return -ENAMETOOLONG;
    strcpy(un.sun_path, path);
    int fd = new_socket(AF_UNIX, SOCK_STREAM);
    if (fd < 0) return fd;
    return begin_connect(fd, (struct sockaddr *)&un, sizeof un);
}

int px_connect_result(int fd) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return -errno;
    return -error;
}

int64_t px_read(int fd, uint8_t *buffer, int64_t size) {
    ssize_t count;
    do count = read(fd, buffer, (size_t)size);
    while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : count;
}

int64_t px_write(int fd, const uint8_t *bytes, int64_t size) {
    ssize_t count;
    do {
        count = send(fd, bytes, (size_t)size, MSG_NOSIGNAL);
        if (count < 0 && errno == ENOTSOCK) count = write(fd, bytes, (size_t)size);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : count;
}

void px_close(int fd) {
    close(fd);
}

int px_wait(struct px_interest *interests, int count, int64_t timeout) {
    struct pollfd fixed[64];
    struct pollfd *polls = fixed;
    if (count > 64 && !(polls = malloc(sizeof *polls * (size_t)count))) return -ENOMEM;
    for (int i = 0; i < count; i++) {
        polls[i].fd = interests[i].fd;
        polls[i].events = (short)((interests[i].wanted & PX_READ ? POLLIN : 0) | (interests[i].wanted & PX_WRITE ? POLLOUT : 0));
        polls[i].revents = 0;
    }
    int milliseconds = timeout < 0 ? -1 : timeout > 3600000 ? 3600000 : (int)timeout;
    int ready = poll(polls, (nfds_t)count, milliseconds);
    int result = ready < 0 ? (errno == EINTR ? 0 : -errno) : ready;
    for (int i = 0; i < count; i++) interests[i].ready = ready > 0 && polls[i].revents != 0;
    if (polls != fixed) free(polls);
    return result;
}

int px_look(const char *path) {
    struct stat found;
    if (stat(path, &found) < 0) return errno == ENOENT || errno == ENOTDIR ? 0 : -errno;
    return found.st_size > 0 ? 2 : 1;
}

int64_t px_file_size(const char *path) {
    struct stat found;
    return stat(path, &found) < 0 ? -errno : found.st_size;
}

int64_t px_file_stamp(const char *path) {
    struct stat found;
    if (stat(path, &found) < 0) return 0;
    uint64_t stamp = (uint64_t)found.st_mtime * 1000003u ^ (uint64_t)found.st_ino * 998244353u ^ (uint64_t)found.st_size;
#ifdef __linux__
    stamp ^= (uint64_t)found.st_mtim.tv_nsec << 20;
#endif
    return (int64_t)(stamp | 1);
}

int px_watch_path(const char *path) {
#ifdef __linux__
    char folder[4096];
    if (strlen(path) >= sizeof folder) return -ENAMETOOLONG;
    strcpy(folder, path);
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0) return -errno;
    const uint32_t mask = IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
    while (true) {
        char *slash = strrchr(folder, '/');
        const char *watched = !slash ? "." : slash == folder ? "/" : folder;
        if (slash && slash != folder) *slash = 0;
        if (inotify_add_watch(fd, watched, mask) >= 0) return fd;
        int error = errno;
        if ((error != ENOENT && error != ENOTDIR) || !slash || slash == folder) {
            close(fd);
            return -error;
        }
    }
#else
    (void)path;
    return -ENOSYS;
#endif
}

void *px_open_directory(const char *path) {
    return opendir(path);
}

const char *px_next_name(void *directory) {
    struct dirent *entry;
    while ((entry = readdir(directory)))
        if (entry->d_name[0] != '.') return entry->d_name;
    return NULL;
}

void px_close_directory(void *directory) {
    closedir(directory);
}

int64_t px_read_file(const char *path, uint8_t *buffer, int64_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    int64_t total = 0;
    while (total < size) {
        int64_t count = px_read(fd, buffer + total, size - total);
        if (count <= 0) {
            if (count < 0) total = count;
            break;
        }
        total += count;
    }
    close(fd);
    return total;
}

static int write_all(int fd, const uint8_t *bytes, int64_t size) {
    while (size > 0) {
        ssize_t count = write(fd, bytes, (size_t)size);
        if (count < 0) {
            if (errno == EINTR) continue;
            return -errno;
        }
        bytes += count;
        size -= count;
    }
    return 0;
}

/* directory/prefix+name+suffix, or false when it does not fit into 4096 bytes. */
static bool join_path(char *path, const char *directory, const char *prefix, const char *name, const char *suffix) {
    if (strlen(directory) + strlen(prefix) + strlen(name) + strlen(suffix) + 2 > 4096) return false;
    strcpy(path, directory);
    strcat(path, "/");
    strcat(path, prefix);
    strcat(path, name);
    strcat(path, suffix);
    return true;
}

/* A suffix that no other process uses at the same time in the same directory. */
static const char *own_suffix(char buffer[24]) {
    char *at = buffer + 23;
    *at = 0;
    /* Not the pid: in every container that is 1, and a volume may be shared by many. */
    uint64_t number = px_random();
    for (int digit = 0; digit < 16; digit++, number >>= 4) *--at = "0123456789abcdef"[number & 15];
    *--at = '.';
    return at;
}

int px_publish(const char *directory, const char *name, const uint8_t *bytes, int64_t size) {
    char path[4096], temporary[4096], suffix[24];
    if (!join_path(path, directory, "", name, "") || !join_path(temporary, directory, ".", name, own_suffix(suffix)))
        return -ENAMETOOLONG;
    if (mkdir(directory, 0777) < 0 && errno != EEXIST) return -errno;
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) return -errno;
    int result = write_all(fd, bytes, size);
    if (close(fd) < 0 && result == 0) result = -errno;
    if (result == 0 && rename(temporary, path) < 0) result = -errno;
    if (result < 0) unlink(temporary);
    return result;
}

int px_retract(const char *directory, const char *name) {
    char path[4096];
    if (!join_path(path, directory, "", name, "")) return -ENAMETOOLONG;
    return unlink(path) < 0 && errno != ENOENT && errno != ENOTDIR ? -errno : 0;
}

int px_overwrite(const char *path, const uint8_t *bytes, int64_t size) {
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (fd < 0) return -errno;
    int result = write_all(fd, bytes, size);
    close(fd);
    return result;
}

static struct rlimit descriptor_limit;

void px_raise_descriptor_limit(void) {
    struct rlimit limit;
    /* What was saved first is what commands get. */
    if (descriptor_limit.rlim_max) return;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return;
    descriptor_limit = limit;
    /* Beyond this poll costs more than it brings, and "unlimited" is no number. */
    rlim_t wanted = limit.rlim_max < 65536 ? limit.rlim_max : 65536;
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* A limit is inherited: programs that use select() break with a larger one. */
static void restore_descriptor_limit(void) {
    if (descriptor_limit.rlim_max) setrlimit(RLIMIT_NOFILE, &descriptor_limit);
}

int px_open_container_errors(void) {
    int fd = open("/proc/1/fd/2", O_WRONLY | O_CLOEXEC | O_APPEND | O_NOCTTY | O_NONBLOCK);
    return fd < 0 ? -errno : fd;
}

static int open_program(void) {
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
#ifdef __linux__
    const char *path = (const char *)getauxval(AT_EXECFN);
    if (fd < 0 && path) fd = open(path, O_RDONLY | O_CLOEXEC);
#endif
    return fd < 0 ? -errno : fd;
}

static int64_t copy_all(int from, int to, int64_t size) {
    static uint8_t buffer[65536];
    int64_t total = 0;
    while (true) {
        int64_t count = px_read(from, buffer, sizeof buffer);
        if (count < 0) return count;
        if (count == 0) break;
        int result = write_all(to, buffer, count);
        if (result < 0) return result;
        total += count;
    }
    /* A program that was cut short is worse than none. */
    return total == size ? total : -EIO;
}

int64_t px_copy_program(const char *destination) {
    char path[4096], folder[4096], temporary[4096], suffix[24];
    struct stat found;
    if (strlen(destination) >= sizeof path) return -ENAMETOOLONG;
    strcpy(path, destination);
    if (stat(destination, &found) == 0 && S_ISDIR(found.st_mode) && !join_path(path, destination, "", "waiter", ""))
        return -ENAMETOOLONG;
    strcpy(folder, path);
    char *slash = strrchr(folder, '/');
    const char *name = slash ? path + (slash - folder) + 1 : path;
    if (slash) *slash = 0;
    if (!*name) return -EISDIR;
    if (!join_path(temporary, slash ? folder : ".", ".", name, own_suffix(suffix))) return -ENAMETOOLONG;
    int from = open_program();
    if (from < 0) return from;
    if (fstat(from, &found) < 0) found.st_size = -1;
    int to = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0755);
    int64_t result = to < 0 ? -errno : copy_all(from, to, found.st_size);
    close(from);
    if (to >= 0) {
        /* The mode does not depend on the umask, and what is renamed is on the disk. */
        if (result >= 0 && (fchmod(to, 0755) < 0 || fsync(to) < 0)) result = -errno;
        if (close(to) < 0 && result >= 0) result = -errno;
        if (result >= 0 && rename(temporary, path) < 0) result = -errno;
        if (result < 0) unlink(temporary);
    }
    return result;
}

static bool child_was_ignored;

int px_exec(char *const *arguments) {
    if (child_was_ignored) signal(SIGCHLD, SIG_IGN);
    restore_descriptor_limit();
    execvp(arguments[0], arguments);
    return -errno;
}

int px_spawn(char *const *arguments, bool quiet) {
    int report[2];
    if (pipe(report) < 0) return -errno;
    fcntl(report[0], F_SETFD, FD_CLOEXEC);
    fcntl(report[1], F_SETFD, FD_CLOEXEC);
    pid_t child = fork();
    if (child < 0) {
        int error = errno;
        close(report[0]);
        close(report[1]);
        return -error;
    }
    if (child == 0) {
        setpgid(0, 0);
        restore_descriptor_limit();
        if (!quiet && isatty(0)) {
            /* A group of its own is in the background of the terminal: reading from it would stop the command. */
            signal(SIGTTOU, SIG_IGN);
            tcsetpgrp(0, getpid());
            signal(SIGTTOU, SIG_DFL);
        }
        if (quiet) {
            int null = open("/dev/null", O_RDWR);
            if (null >= 0) {
                dup2(null, 0);
                dup2(null, 1);
                dup2(null, 2);
            }
        }
        execvp(arguments[0], arguments);
        int error = errno;
        (void)!write(report[1], &error, sizeof error);
        _exit(127);
    }
    /* Also here: the group must exist before the first signal is sent to it, whoever runs first. */
    setpgid(child, child);
    close(report[1]);
    int error = 0;
    ssize_t count;
    do count = read(report[0], &error, sizeof error);
    while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == (ssize_t)sizeof error) {
        waitpid(child, NULL, 0);
        return -error;
    }
    return child;
}

int px_reap(int *code) {
    int status;
    pid_t child = waitpid(-1, &status, WNOHANG);
    if (child <= 0) return 0;
    *code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return child;
}

int px_kill(int pid, int signal) {
    return kill(pid, signal) < 0 ? -errno : 0;
}

static int signal_pipe[2] = {-1, -1};

static void note_signal(int number) {
    int error = errno;
    uint8_t byte = (uint8_t)number;
    /* A full pipe holds thousands of unread signals: one more tells nothing new. */
    (void)!write(signal_pipe[1], &byte, 1);
    errno = error;
}

static void ignore_signal(int number) {
    (void)number;
}

/* Faults of this program itself, and what cannot be caught. */
static bool is_fault(int number) {
    return number == SIGKILL || number == SIGSTOP || number == SIGILL || number == SIGTRAP || number == SIGBUS ||
        number == SIGFPE || number == SIGSEGV || number == SIGSYS;
}

int px_catch_signals(bool stops) {
    if (signal_pipe[0] >= 0) return signal_pipe[0];
    if (pipe(signal_pipe) < 0) return -errno;
    for (int end = 0; end < 2; end++) {
        fcntl(signal_pipe[end], F_SETFD, FD_CLOEXEC);
        fcntl(signal_pipe[end], F_SETFL, fcntl(signal_pipe[end], F_GETFL) | O_NONBLOCK);
    }
    /* As pid 1 the kernel drops signals without a handler: without these a waiting container could not be stopped.
     * Handlers, not a mask: exec puts handlers back to the default by itself, while a mask would be inherited. */
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    for (int number = 1; number < 32; number++) {
        if (is_fault(number) || (!stops && (number == SIGTSTP || number == SIGTTIN || number == SIGTTOU))) continue;
        /* What was ignored (nohup) stays so, here and in the command. */
        struct sigaction old;
        if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN) {
            if (number != SIGCHLD) continue;
            child_was_ignored = true;
        }
        sigaction(number, &action, NULL);
    }
    /* A log's reader that went away must not end the wait. Not SIG_IGN, which exec would hand on to the command. */
    struct sigaction ignore = {.sa_handler = ignore_signal, .sa_flags = SA_RESTART};
    struct sigaction pipe_action;
    if (sigaction(SIGPIPE, NULL, &pipe_action) < 0 || pipe_action.sa_handler != SIG_IGN) sigaction(SIGPIPE, &ignore, NULL);
#ifdef SIGRTMIN
    /* Runtimes are stopped by real-time signals too: systemd and uWSGI use them, STOPSIGNAL names them. */
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) sigaction(number, &action, NULL);
#endif
    return signal_pipe[0];
}

int px_next_signal(void) {
    uint8_t byte = 0;
    return read(signal_pipe[0], &byte, 1) == 1 ? byte : 0;
}

void px_become_subreaper(void) {
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

int px_pid(void) {
    return getpid();
}

void px_exit(int code) {
    _exit(code);
}
