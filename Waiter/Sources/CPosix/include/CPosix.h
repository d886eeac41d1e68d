#ifndef HOLDFAST_CPOSIX_H
#define HOLDFAST_CPOSIX_H

/* What the waiter asks of the system, with plain integers: musl and glibc give the same constants different types
 * (SOCK_STREAM is an enum in one), which must not reach Swift. Functions return -errno on failure unless they say
 * otherwise; every descriptor they make is close-on-exec, so that an exec'ed command inherits nothing of the waiter. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Milliseconds of the monotonic clock. */
int64_t px_now(void);
/** A random number from the kernel. */
uint64_t px_random(void);
/** Words for an error number; never NULL. */
const char *px_error_text(int number);
/** The index-th NAME=VALUE of the environment, or NULL behind the last. */
const char *px_environment(int index);

/** The value of an environment variable, or NULL. */
const char *px_variable(const char *name);

/** Begins to connect to an address of 4 or 16 bytes. The descriptor does not block. */
int px_connect_inet(const uint8_t *address, int length, uint16_t port, bool datagram);
/** Begins to connect to a UNIX stream socket. */
int px_connect_unix(const char *path);
/** How many connections to a TCP port of this network namespace were made by the kernel and not yet accepted by their
 * server; -errno where that cannot be known. */
int px_accept_queue(uint16_t port);
/** How a connection attempt ended: 0, or -errno. */
int px_connect_result(int fd);
/** Reads: bytes, 0 at the end, -EAGAIN when there is nothing yet. */
int64_t px_read(int fd, uint8_t *buffer, int64_t size);
/** Writes without SIGPIPE on a socket; -EAGAIN when there is no room. */
int64_t px_write(int fd, const uint8_t *bytes, int64_t size);
void px_close(int fd);

/** What px_read and px_write return when there is nothing to do yet. */
extern const int PX_AGAIN;

enum { PX_READ = 1, PX_WRITE = 2 };
/** A descriptor and what to wait for; `ready` is set when any of it, an error or a hang-up is there. */
struct px_interest {
    int fd;
    int wanted;
    int ready;
};
/** Waits for at most `timeout` milliseconds (-1: for ever). Returns how many are ready; 0 when a signal came. */
int px_wait(struct px_interest *interests, int count, int64_t timeout);

/** 0 when the path is not there, 1 when it is there but empty, 2 when it has content; -errno otherwise. */
int px_look(const char *path);
/** The size of a file as its directory entry has it: 0 for those of /proc; -errno when it is not there. */
int64_t px_file_size(const char *path);
/** A number that changes when a file is written or replaced; 0 when it is not there. */
int64_t px_file_stamp(const char *path);
/** Watches the nearest folder of a path that exists. Returns a descriptor that becomes readable when something
 * happens in it; -errno where the system has no such thing. */
int px_watch_path(const char *path);
/** The names in a directory, one after the other, without those that begin with a dot; NULL behind the last. */
void *px_open_directory(const char *path);
const char *px_next_name(void *directory);
void px_close_directory(void *directory);
/** Reads at most `size` bytes from the start of a file. */
int64_t px_read_file(const char *path, uint8_t *buffer, int64_t size);
/** Writes directory/name in one step: a reader sees nothing or all of it. Makes the directory (one level). */
int px_publish(const char *directory, const char *name, const uint8_t *bytes, int64_t size);
/** Removes directory/name; no error when it is not there. */
int px_retract(const char *directory, const char *name);
/** Replaces the content of a file that exists already; never makes one. */
int px_overwrite(const char *path, const uint8_t *bytes, int64_t size);

/** Copies the running program to a path, or into a directory under the name `waiter`, in one step: a reader sees what
 * was there or all of the new, with mode 0755. Needs no /proc. Returns the size, or -errno and nothing has changed. */
int64_t px_copy_program(const char *destination);
/** Allows as many descriptors as the system does; commands get the limit that was there before. */
void px_raise_descriptor_limit(void);
/** The standard error of the container's main process, or -errno: where a hook's words are seen. */
int px_open_container_errors(void);

/** Becomes the command (looked up in PATH). Returns -errno only when that failed. */
int px_exec(char *const *arguments);
/** Starts the command in a process group of its own; -errno of the exec itself when that failed. */
int px_spawn(char *const *arguments, bool quiet);
/** The next child that ended: its pid and its code (128 + n after signal n); 0 when none did. */
int px_reap(int *code);
/** Sends a signal to a process, or to a group when the pid is negative. */
int px_kill(int pid, int signal);
/** From now on signals that can be caught are noted and read with px_next_signal; returns a descriptor to poll.
 * Those that stop a process (SIGTSTP and the like) only with `stops`: a parent hands them on. */
int px_catch_signals(bool stops);
/** The next noted signal, or 0. SIGCHLD is noted too, so that a poll wakes when a child ends. */
int px_next_signal(void);
/** Orphans below this process become its children. */
void px_become_subreaper(void);
/** This process's id. */
int px_pid(void);
/** Ends at once, without the cleaning up of a C library. */
void px_exit(int code) __attribute__((noreturn));

#endif
