#ifndef HOLDFAST_CLOCALRUN_H
#define HOLDFAST_CLOCALRUN_H

#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The process side of `holdfast up`: what Swift cannot do itself, because after fork() only
 * async-signal-safe calls are allowed.
 *
 * Every container runs under a *keeper*, a process forked from `up`:
 *
 *     up ── keeper ── main process ── whatever the container starts
 *      └──socket──┘
 *
 * The keeper adopts every orphan below it, so nothing in the container can get away by double
 * forking or setsid(). It ends the whole container when the main process ends, when it is told to,
 * and when `up` is gone: the kernel closes the socket with `up`, also after a SIGKILL or a crash.
 *
 * Linux only. Elsewhere the functions exist and fail with ENOSYS.
 *
 * What it does not cover:
 * - SIGKILL (or SIGSTOP) of the keeper itself. The main process dies with its keeper (PDEATHSIG),
 *   unless its program is setuid, setgid or has file capabilities; what it had started survives.
 * - Processes that another daemon starts on request (docker run, systemd-run, at): they are no
 *   descendants.
 * - A descendant that `up`'s user may not signal (a setuid program), or one that is stuck in the
 *   kernel: the keeper keeps trying and reports the end only when it is gone.
 */

/* ------------------------------------------------------------------ starting a container --- */

/** What to start. All memory is the caller's and need only last for the call. */
struct holdfast_spawn {
  /**
   * The program. With a slash: a path, a relative one counts from `cwd`. Without: looked up as
   * execvp() does, but in the PATH of `envp` ("/bin:/usr/bin" if it has none). As in a container,
   * a script without a #! line is not handed to a shell: it fails with ENOEXEC.
   */
  const char *program;
  /** The arguments, ended by NULL; at least argv[0]. */
  char *const *argv;
  /** The whole environment as NAME=value, ended by NULL. Nothing is inherited from `up`. */
  char *const *envp;
  /** The working directory, or NULL for that of `up`. */
  const char *cwd;
  /**
   * Standard output and error of the container; standard input is /dev/null. They are duplicated:
   * the caller keeps its descriptors and should close write ends of pipes after the call, else it
   * never sees their end. Hand over blocking descriptors: O_NONBLOCK would be shared with the
   * container, and most programs lose output then.
   */
  int stdout_fd;
  int stderr_fd;
  /**
   * A file to show as /etc/hosts inside the container only, or NULL. It stays in use while the
   * container runs: do not replace it by rename, do not delete it before the end. Where it cannot
   * be done, the container runs without it, and HOLDFAST_WARNING_HOSTS tells why. Other than for
   * root, it takes a user namespace in which only the own uid and gid are mapped: setuid programs
   * have no effect there.
   */
  const char *hosts_file;
};

/** A container that was started. */
struct holdfast_child {
  /** The keeper; a child of `up`, to be collected by holdfast_reap_keeper(). */
  pid_t keeper_pid;
  /**
   * Reports come out here, signals go in. Close-on-exec, non-blocking, readable when there is a
   * report or the end. The caller owns it. Closing it (or dying) kills the container at once.
   */
  int status_fd;
};

/**
 * Forks a keeper, which starts the container. Returns without waiting for the program: that it runs
 * or could not be started comes as a report.
 *
 * Returns 0, or an errno value: EINVAL (no program, no argv[0], no envp), EBADF (stdout_fd or
 * stderr_fd), EMFILE, ENFILE, ENOMEM, EAGAIN (process limit), ENOSYS; then nothing was started and
 * nothing is open. `out` is written only on success.
 */
int holdfast_spawn(const struct holdfast_spawn *spawn, struct holdfast_child *out);

/* --------------------------------------------------------------------------------- reports --- */

/** The program runs. `pid` is the main process as `up` sees it, for display: it may be gone. */
#define HOLDFAST_STARTED 1
/** The program could not be started. `value` is the errno, `flags` a HOLDFAST_STAGE_ value. */
#define HOLDFAST_EXEC_FAILED 2
/** hosts_file could not be shown as /etc/hosts; `value` is the errno. Precedes STARTED. */
#define HOLDFAST_WARNING_HOSTS 3
/**
 * The main process has ended and every other process of the container is gone. `value` is the exit
 * code 0...255, or 128 + signal number with HOLDFAST_FLAG_SIGNALLED in `flags`.
 */
#define HOLDFAST_EXITED 4

/** In `flags` of HOLDFAST_EXITED: the main process was ended by a signal. */
#define HOLDFAST_FLAG_SIGNALLED 1

/** In `flags` of HOLDFAST_EXEC_FAILED: what failed. A missing directory and program are both ENOENT. */
#define HOLDFAST_STAGE_SETUP 1 /* descriptors, fork: a limit of the system */
#define HOLDFAST_STAGE_CWD 2   /* the change to `cwd` */
#define HOLDFAST_STAGE_EXEC 3  /* the program */

/**
 * One report. The order is always: perhaps WARNING_HOSTS; then either EXEC_FAILED, or STARTED and
 * later EXITED; then the end. A container killed before its program ran is STARTED and EXITED too.
 */
struct holdfast_report {
  int32_t kind;
  int32_t value;
  int32_t pid;
  int32_t flags;
};

/**
 * Reads the next report of `status_fd`; never blocks.
 *
 * Returns 1 with a report, 0 when there is none now, -1 at the end: the keeper is gone. An end
 * without EXITED or EXEC_FAILED means that something killed the keeper itself.
 */
int holdfast_next_report(int status_fd, struct holdfast_report *out);

/**
 * Sends a signal to the container by way of its keeper: no process id is involved that could belong
 * to another process by now. A signal goes to the main process only, as with a container runtime,
 * and is held back until the program runs. SIGKILL ends the whole container, at any time.
 *
 * Returns 0, or an errno value: EINVAL (no signal number), EPIPE (the container is at its end
 * already), EAGAIN (hundreds of signals not taken yet), ENOSYS.
 */
int holdfast_keeper_signal(int status_fd, int sig);

/**
 * Collects an ended keeper; never blocks. Returns 1 when it is gone (now or before), 0 when it still
 * runs. At the end of `status_fd` a keeper may need another moment, so call again later.
 */
int holdfast_reap_keeper(pid_t keeper);

/* ------------------------------------------------------------------------ `up`'s own needs --- */

/**
 * Blocks SIGINT, SIGTERM, SIGHUP and SIGWINCH in the calling thread and returns a descriptor that is
 * readable when one arrived; close-on-exec, non-blocking, owned by the caller. Call it before there
 * is a second thread. A signal that is ignored at the call (nohup, a background job) stays ignored.
 * Containers are not affected: they start with no signal blocked and none ignored.
 *
 * Returns -1 with errno on failure.
 */
int holdfast_signal_descriptor(void);

/** The next signal of that descriptor: its number, 0 when there is none now, -1 with errno. */
int holdfast_next_signal(int fd);

/** The width in columns of the terminal at `fd`; 0 when it is no terminal or does not tell. */
int holdfast_terminal_width(int fd);

#ifdef __cplusplus
}
#endif

#endif
