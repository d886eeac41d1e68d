/*
 * The keeper: one process per container that outlives `up` just long enough to leave nothing behind.
 * See CLocalRun.h for what it promises.
 *
 * Rule for everything that runs in the keeper and in the main process before its exec: only
 * async-signal-safe calls, no malloc, no stdio. `up` is meant to have one thread, but a library may
 * have started another one, and then a lock taken at the fork stays taken for ever in the child.
 */

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE 1
#endif

#include "CLocalRun.h"

#include <errno.h>

#if __linux__

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Older headers lack these; the numbers are the same on every architecture Swift knows. */
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

#define LAST_SIGNAL 64

/* The keeper's descriptor table. Fixed numbers, so that "close all others" is one range. */
enum { CTL_FD = 3, OUT_FD = 4, ERR_FD = 5, NULL_FD = 6, FIRST_FREE_FD = 7 };

/* Where `up` puts them before the fork: above the fixed numbers, so that none overwrites another. */
enum { LIFTED_FD = 16 };

/* A step of the main process before its exec; beyond the HOLDFAST_STAGE_ values. */
enum { STAGE_HOSTS = 100 };

/* What the main process tells its keeper when it could not start the program. */
struct failure {
  int32_t stage;
  int32_t error;
};

/* All that is needed after the fork, worked out before it. */
struct plan {
  char **candidates; /* paths to try, in order, ended by NULL */
  char *const *argv;
  char *const *envp;
  const char *cwd;
  const char *hosts;
  char uid_map[64];
  char gid_map[64];
  int ctl, out, err, null; /* lifted descriptors */
};

struct keeper {
  const struct plan *plan;
  const char *hosts; /* what is left to try: NULL after a failure */
  pid_t main;        /* 0 when there is none, or once it has been reaped */
  pid_t main_seen;   /* the same for reports, never reset */
  int status;        /* its wait status, once reaped */
  int exec_fd;       /* tells the fate of the exec; -1 once that is known */
  int signal_fd;
  bool started;
  bool failed;
  struct failure failure;
  uint64_t held; /* signals that came before the program ran, bit n-1 for n */
};

/* ------------------------------------------------------------------------------ small tools --- */

static pid_t plain_fork(void) {
  /*
   * fork() runs pthread_atfork() handlers and takes the locks of malloc; in the keeper, itself a
   * fork, that is more than is safe. _Fork() does neither.
   */
#if defined(__GLIBC__)
#if __GLIBC_PREREQ(2, 34)
  return _Fork();
#else
  return fork();
#endif
#else
  return fork();
#endif
}

static void close_quietly(int fd) {
  if (fd >= 0) {
    int saved = errno;
    close(fd); /* not again after EINTR: on Linux the descriptor is gone then as well */
    errno = saved;
  }
}

/* Writes before + number + after at `to` and returns the end. snprintf() is not async-signal-safe. */
static char *put(char *to, const char *before, long number, const char *after) {
  char digits[24];
  int count = 0;
  do {
    digits[count++] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  while (*before) *to++ = *before++;
  while (count > 0) *to++ = digits[--count];
  while (*after) *to++ = *after++;
  *to = 0;
  return to;
}

/* The number that the text starts with; -1 if it is none. */
static long leading_number(const char *text) {
  if (*text < '0' || *text > '9') return -1;
  long number = 0;
  for (; *text >= '0' && *text <= '9' && number < 100000000; text++)
    number = number * 10 + (*text - '0');
  return number;
}

/* Reads the start of a small file as text. Returns its length, or -1. */
static ssize_t read_text(const char *path, char *text, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t count = read(fd, text, size - 1);
  close(fd);
  if (count >= 0) text[count] = 0;
  return count;
}

/* Walks the entries of a directory that are numbers. opendir() would call malloc. */
struct numbers {
  int fd;
  long have, at;
};

struct entry { /* linux_dirent64, which has no header */
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[];
};

static union {
  char bytes[8192];
  uint64_t aligned;
} number_buffer; /* one walk at a time */

static bool numbers_open(struct numbers *walk, const char *path) {
  walk->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  walk->have = walk->at = 0;
  return walk->fd >= 0;
}

/* -1 at the end, which closes the directory. */
static long numbers_next(struct numbers *walk) {
  for (;;) {
    if (walk->at >= walk->have) {
      walk->have = syscall(SYS_getdents64, walk->fd, number_buffer.bytes, sizeof number_buffer.bytes);
      walk->at = 0;
      if (walk->have <= 0) {
        close(walk->fd);
        return -1;
      }
    }
    const struct entry *entry = (const struct entry *)(const void *)(number_buffer.bytes + walk->at);
    walk->at += entry->length;
    long number = leading_number(entry->name);
    if (number >= 0) return number;
  }
}

static void report(int32_t kind, int32_t value, pid_t pid, int32_t flags) {
  struct holdfast_report record = {kind, value, (int32_t)pid, flags};
  /* Nothing to do about a failure: then `up` is gone, and the socket's end tells that too. */
  while (send(CTL_FD, &record, sizeof record, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno == EINTR) {
  }
}

/* ------------------------------------------------------------------------- the main process --- */

static int write_once(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  ssize_t count = write(fd, text, strlen(text)); /* these files take one write only */
  int error = count < 0 ? errno : 0;
  close(fd);
  return error;
}

/* Puts the hosts file over /etc/hosts for this process and its descendants. 0 or errno. */
static int show_hosts(const struct plan *plan, const char *hosts) {
  if (unshare(CLONE_NEWNS) != 0) {
    /*
     * Not for root: in a container without CAP_SYS_ADMIN, a user namespace would leave it with a
     * single uid, and a database that drops to its own user would not start any more.
     */
    if (errno != EPERM || geteuid() == 0) return errno;
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return errno;
    /* Without the "deny", the kernel refuses an unprivileged gid map. Linux before 3.19 has no such file. */
    int error = write_once("/proc/self/setgroups", "deny");
    if (error != 0 && error != ENOENT) return error;
    if ((error = write_once("/proc/self/uid_map", plan->uid_map)) != 0) return error;
    if ((error = write_once("/proc/self/gid_map", plan->gid_map)) != 0) return error;
  }
  /*
   * systemd makes / a shared mount: without this, the bind would appear on the whole machine.
   * Slave rather than private, so that what the machine unmounts is also unmounted here.
   */
  if (mount("none", "/", "none", MS_REC | MS_SLAVE, NULL) != 0) return errno;
  if (mount(hosts, "/etc/hosts", "none", MS_BIND, NULL) != 0) return errno;
  return 0;
}

static _Noreturn void give_up(int exec_fd, int32_t stage, int error) {
  struct failure failure = {stage, error};
  while (write(exec_fd, &failure, sizeof failure) < 0 && errno == EINTR) {
  }
  _exit(128 + SIGKILL);
}

/* Tries the paths as execvp() does. Returns the errno. */
static int try_candidates(const struct plan *plan) {
  int result = ENOENT;
  for (char **path = plan->candidates; *path != NULL; path++) {
    execve(*path, plan->argv, plan->envp);
    switch (errno) {
    case EACCES: /* goes on, but is the better answer if there is no other match */
      result = EACCES;
      break;
    case ENOENT:
    case ENOTDIR:
    case ESTALE:
    case ENODEV:
    case ETIMEDOUT:
      break;
    default:
      return errno;
    }
  }
  return result;
}

static _Noreturn void run_main(const struct plan *plan, const char *hosts, pid_t keeper, int exec_fd) {
  /* Session and group of its own, as in a container: kill(0, ...) in there cannot reach the keeper. */
  setsid();

  if (hosts != NULL) {
    int error = show_hosts(plan, hosts);
    if (error != 0) give_up(exec_fd, STAGE_HOSTS, error);
  }

  /*
   * For the case that somebody kills the keeper. After show_hosts(), since a change of credentials
   * clears it; and if the keeper died before this line, no signal will come.
   */
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (getppid() != keeper) _exit(128 + SIGKILL);

  if (dup2(NULL_FD, 0) < 0 || dup2(OUT_FD, 1) < 0 || dup2(ERR_FD, 2) < 0)
    give_up(exec_fd, HOLDFAST_STAGE_SETUP, errno);

  if (plan->cwd != NULL && chdir(plan->cwd) != 0) give_up(exec_fd, HOLDFAST_STAGE_CWD, errno);

  /*
   * exec resets handlers but keeps what is ignored, and it keeps the mask: SIGPIPE ignored by `up`
   * would make `yes | head` run for ever, and a blocked SIGTERM would make every stop a timeout.
   * First the dispositions, then the mask: a handler of `up` must not run here.
   */
  struct sigaction normal;
  memset(&normal, 0, sizeof normal);
  normal.sa_handler = SIG_DFL;
  for (int sig = 1; sig <= LAST_SIGNAL; sig++) sigaction(sig, &normal, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);

  give_up(exec_fd, HOLDFAST_STAGE_EXEC, try_candidates(plan));
}

/* Forks the main process. False with the failure noted. */
static bool fork_main(struct keeper *keeper) {
  int ends[2];
  keeper->failed = true;
  keeper->failure.stage = HOLDFAST_STAGE_SETUP;
  if (pipe2(ends, O_CLOEXEC) != 0) {
    keeper->failure.error = errno;
    return false;
  }
  /*
   * Never wait for this pipe with a blocking read: a chdir to a dead NFS server can take for ever,
   * and the keeper has to notice the end of `up` meanwhile.
   */
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  pid_t self = getpid();
  pid_t pid = plain_fork();
  if (pid == 0) run_main(keeper->plan, keeper->hosts, self, ends[1]);
  int error = errno;
  close(ends[1]); /* else the pipe never ends */
  if (pid < 0) {
    close(ends[0]);
    keeper->failure.error = error;
    return false;
  }
  keeper->failed = false;
  keeper->main = keeper->main_seen = pid;
  keeper->exec_fd = ends[0];
  return true;
}

/* ------------------------------------------------------------------------- ending everything --- */

/* The parent of a process; -1 when it cannot be told. */
static pid_t parent_of(pid_t pid) {
  char path[64], text[512];
  put(path, "/proc/", pid, "/stat");
  if (read_text(path, text, sizeof text) <= 0) return -1;
  /* "pid (name) state parent": the name may itself hold spaces and parentheses, so from the last. */
  const char *mark = strrchr(text, ')');
  if (mark == NULL || strlen(mark) < 5) return -1;
  return (pid_t)leading_number(mark + 4);
}

/*
 * Kills a descendant further down. Its number may be another process by now, since its own parent
 * can reap it. So: get hold of whatever has the number, look again, and only then signal that.
 */
static void kill_deep(pid_t pid, pid_t parent, pid_t self) {
  int fd = (int)syscall(SYS_pidfd_open, pid, 0);
  if (fd < 0) return; /* gone, or Linux before 5.3: then its turn comes once it is an orphan */
  pid_t now = parent_of(pid);
  if (now == parent || now == self) syscall(SYS_pidfd_send_signal, fd, SIGKILL, NULL, 0);
  close(fd);
}

enum { TABLE_SIZE = 32768 };
static struct {
  pid_t pid, parent;
  bool ours;
} table[TABLE_SIZE];

/* The table is sorted: /proc lists by number. Were it not, only kill_deep() would come less often. */
static bool find_ours(int count, pid_t pid) {
  int low = 0, high = count;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (table[middle].pid < pid)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && table[low].pid == pid && table[low].ours;
}

/* A /proc of another pid namespace has other numbers. Believing it would kill strangers. */
static bool proc_is_ours(pid_t self) {
  char link[32];
  ssize_t length = readlink("/proc/self", link, sizeof link - 1);
  if (length <= 0) return false;
  link[length] = 0;
  return leading_number(link) == self;
}

/* Adds the children of a process to the table; the kernel lists them for each thread. */
static void list_children(pid_t parent, int *count) {
  static char text[8192];
  char path[96];
  char *tail = put(path, "/proc/", parent, "/task");
  struct numbers walk;
  if (!numbers_open(&walk, path)) return;
  for (long thread; (thread = numbers_next(&walk)) >= 0;) {
    put(tail, "/", thread, "/children");
    if (read_text(path, text, sizeof text) <= 0) continue;
    for (const char *c = text; *count < TABLE_SIZE; c++) {
      long pid = leading_number(c);
      while (*c >= '0' && *c <= '9') c++;
      /* Each number is followed by a space: without it, this one was cut off and is another's. */
      if (pid <= 0 || *c != ' ') break;
      table[*count].pid = (pid_t)pid;
      table[*count].parent = parent;
      ++*count;
    }
  }
}

/*
 * Kills the descendants by the kernel's own lists of children; returns how many are direct ones. The
 * cost is that of the container, not that of all processes of the machine: with 200 keepers that end
 * at once, the difference is seconds. But some kernels lack the lists, and they may skip entries while
 * children die.
 *
 * Killing the direct ones alone would do in the end, since every orphan moves up to the keeper; but
 * one level at a time, which a program that forks quickly can outrun. A killed process forks no more.
 */
static int kill_tree(pid_t self, bool *many) {
  int count = 0;
  *many = false;
  if (!proc_is_ours(self)) return 0;
  list_children(self, &count);
  int direct = count;
  for (int i = 0; i < count; i++) {
    list_children(table[i].pid, &count);
    if (i < direct)
      kill(table[i].pid, SIGKILL); /* safe by number: a child keeps it until this process reaps it */
    else
      kill_deep(table[i].pid, table[i].parent, self);
  }
  *many = count > 50;
  return direct;
}

/* The same by a search of all of /proc, which depends on nothing but the parent that each one names. */
static int kill_listed(pid_t self) {
  struct numbers walk;
  if (!proc_is_ours(self) || !numbers_open(&walk, "/proc")) return 0;
  int direct = 0, count = 0;
  for (long number; (number = numbers_next(&walk)) >= 0;) {
    pid_t pid = (pid_t)number, parent = parent_of(pid);
    if (parent <= 0) continue;
    bool ours = parent == self;
    if (ours) {
      kill(pid, SIGKILL); /* by number, as above */
      direct++;
    } else if (find_ours(count, parent)) {
      kill_deep(pid, parent, self);
      ours = true;
    }
    if (count < TABLE_SIZE) {
      table[count].pid = pid;
      table[count].parent = parent;
      table[count].ours = ours;
      count++;
    }
  }
  /* Once numbers have wrapped around, a child can have a lower number than its parent. */
  for (bool again = true; again;) {
    again = false;
    for (int i = 0; i < count; i++) {
      if (table[i].ours || !find_ours(count, table[i].parent)) continue;
      kill_deep(table[i].pid, table[i].parent, self);
      table[i].ours = again = true;
    }
  }
  return direct;
}

/*
 * Finds direct children without /proc, by asking the kernel about every number there can be: /proc
 * may not be mounted, or mounted with hidepid, which hides a child that made itself undumpable.
 */
static void kill_unlisted(void) {
  char text[32];
  long last = 4194304; /* the most that Linux allows */
  if (read_text("/proc/sys/kernel/pid_max", text, sizeof text) > 0 && leading_number(text) > 0)
    last = leading_number(text);
  for (long pid = 1; pid <= last; pid++) {
    siginfo_t info;
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0)
      kill((pid_t)pid, SIGKILL);
  }
}

static void drain_signals(int fd) {
  struct signalfd_siginfo info[4];
  while (read(fd, info, sizeof info) > 0) {
  }
}

/*
 * Kills whatever is left of the container and returns when nothing is.
 *
 * That nothing is left is not a guess from /proc: every descendant has a chain of parents up to the
 * keeper, orphans are handed to it, so a keeper without children (ECHILD) has no descendants.
 * __WALL, because a child made by clone() with another exit signal is not counted otherwise.
 */
static void end_container(struct keeper *keeper) {
  pid_t self = getpid();
  int wait_ms = 2, rounds = 0;
  for (;;) {
    if (keeper->main > 0) {
      /*
       * Most containers are one process group: no need to search /proc for those. Only as long as
       * the main process is not reaped: after that, the number may be somebody else's group.
       */
      kill(-keeper->main, SIGKILL);
      kill(keeper->main, SIGKILL);
    }
    bool reaped = false;
    pid_t pid;
    int status;
    while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0) {
      reaped = true;
      if (pid == keeper->main) {
        keeper->main = 0;
        keeper->status = status;
      }
    }
    if (pid < 0 && errno == ECHILD) return;

    /*
     * There are children, says the kernel. So a list without any is not to be trusted, and the next
     * way is tried. Also now and then, for what a list may have skipped each time, and against a fork
     * bomb: it outgrows the lists, but not a search that meets the newest processes last.
     */
    bool many;
    int direct = kill_tree(self, &many);
    rounds++;
    if ((direct == 0 || many || rounds % 16 == 0) && kill_listed(self) == 0) kill_unlisted();
    if (reaped)
      wait_ms = 2;
    else if (wait_ms < 200)
      wait_ms += wait_ms / 2;
    struct pollfd death = {keeper->signal_fd, POLLIN, 0};
    poll(&death, 1, wait_ms);
    drain_signals(keeper->signal_fd);
  }
}

/* -------------------------------------------------------------------------------- the keeper --- */

/* Reaps orphans, as PID 1 would. True when the main process has ended; that one is left to reap. */
static bool reap_orphans(const struct keeper *keeper) {
  for (;;) {
    siginfo_t info;
    info.si_pid = 0;
    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) != 0) {
      if (errno == EINTR) continue;
      return true; /* no child at all: cannot be, but waiting on would be for ever */
    }
    if (info.si_pid == 0) return false;
    if (info.si_pid == keeper->main) return true;
    waitpid(info.si_pid, NULL, WNOHANG | __WALL);
  }
}

/* Looks how the exec went. False when the start has failed for good. */
static bool settle_start(struct keeper *keeper) {
  struct failure failure;
  ssize_t count = read(keeper->exec_fd, &failure, sizeof failure);
  if (count < 0) return true; /* not known yet */
  close(keeper->exec_fd);
  keeper->exec_fd = -1;

  if (count == (ssize_t)sizeof failure && failure.stage == STAGE_HOSTS) {
    report(HOLDFAST_WARNING_HOSTS, failure.error, keeper->main, 0);
    /*
     * Again without it, in a new process: there is no way back from a user namespace whose map could
     * not be written, and the program must not run as nobody.
     */
    kill(keeper->main, SIGKILL);
    while (waitpid(keeper->main, &keeper->status, __WALL) < 0 && errno == EINTR) {
    }
    keeper->main = 0;
    keeper->hosts = NULL;
    return fork_main(keeper);
  }
  if (count == (ssize_t)sizeof failure) {
    keeper->failed = true;
    keeper->failure = failure;
    return false;
  }

  /* The end of the pipe: closed by the exec (or by a death before it, which then is the exit). */
  keeper->started = true;
  report(HOLDFAST_STARTED, 0, keeper->main, 0);
  /* Else whoever reads the container's output never sees its end. */
  close(OUT_FD);
  close(ERR_FD);
  for (int sig = 1; sig <= LAST_SIGNAL; sig++)
    if (keeper->held & (UINT64_C(1) << (sig - 1))) kill(keeper->main, sig);
  return true;
}

/* Takes what `up` has sent. False when the container has to end: SIGKILL, or `up` is gone. */
static bool take_orders(struct keeper *keeper) {
  /* Not until there are no more: an `up` that sends without pause would keep the exit from being seen. */
  for (int taken = 0; taken < 32; taken++) {
    unsigned char sig = 0;
    ssize_t count = recv(CTL_FD, &sig, 1, MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return true;
    /* An error is the end as well: ECONNRESET when `up` died with reports unread. */
    if (count <= 0 || sig == SIGKILL) return false;
    if (sig < 1 || sig > LAST_SIGNAL) continue;
    /*
     * Before the exec the signals are blocked in the main process, and a second attempt would be
     * another process: kept here until the program runs. By number is safe: only this process reaps.
     */
    if (keeper->started)
      kill(keeper->main, sig);
    else
      keeper->held |= UINT64_C(1) << (sig - 1);
  }
  return true;
}

static void watch(struct keeper *keeper) {
  for (;;) {
    struct pollfd events[3] = {
        {CTL_FD, POLLIN, 0}, {keeper->signal_fd, POLLIN, 0}, {keeper->exec_fd, POLLIN, 0}};
    /* No timeout: a keeper costs nothing while its container runs. A negative exec_fd is skipped. */
    if (poll(events, 3, -1) < 0) continue;
    drain_signals(keeper->signal_fd);
    /* The start first: a program that has ended already has started before. */
    if (keeper->exec_fd >= 0 && !settle_start(keeper)) return;
    if (!take_orders(keeper)) return;
    if (reap_orphans(keeper)) {
      /* Start and end between two polls. The pipe has its answer by now, for the process is dead. */
      if (keeper->exec_fd < 0) return;
      if (!settle_start(keeper) || keeper->started) return;
    }
  }
}

/* Closes everything from `first` on. */
static void close_from(int first) {
  /* Any error, not only ENOSYS: an old seccomp filter answers EPERM. */
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  struct numbers walk;
  if (numbers_open(&walk, "/proc/self/fd")) {
    for (long fd; (fd = numbers_next(&walk)) >= 0;)
      if (fd >= first && fd != walk.fd) close((int)fd);
    return;
  }
  /* Bounded: the limit is a thousand million on some systems. */
  struct rlimit limit;
  int last = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (int)limit.rlim_cur : 65536;
  for (int fd = first; fd < last; fd++) close(fd);
}

/*
 * The keeper's whole life. All signals were blocked before the fork and stay so: no handler of `up`
 * can run here, and SIGTERM, a Ctrl-C or a closed terminal do not end it. There is deliberately no
 * PR_SET_PDEATHSIG: it would kill the keeper before it has killed anything, and it fires already when
 * the thread ends that forked.
 */
static _Noreturn void keep(const struct plan *plan) {
  /*
   * First of all the descriptors: this process may hold the ends that other keepers watch for the
   * death of `up`, and the pipes that `up`'s reader waits on. dup3 to numbers below the limit that
   * were checked before cannot fail.
   */
  dup3(plan->ctl, CTL_FD, O_CLOEXEC);
  dup3(plan->out, OUT_FD, O_CLOEXEC);
  dup3(plan->err, ERR_FD, O_CLOEXEC);
  dup3(plan->null, NULL_FD, O_CLOEXEC);
  dup2(NULL_FD, 0); /* a terminal or a pipe of `up` should not stay open because of a keeper */
  dup2(NULL_FD, 1);
  dup2(NULL_FD, 2);
  close_from(FIRST_FREE_FD);

  setsid(); /* out of the terminal's reach, and of a kill of `up`'s process group */
  prctl(PR_SET_NAME, "holdfast-keeper", 0, 0, 0);

  struct keeper keeper;
  memset(&keeper, 0, sizeof keeper);
  keeper.plan = plan;
  keeper.hosts = plan->hosts;
  keeper.exec_fd = -1;

  /* If `up` ignores SIGCHLD, so would this process, and the kernel would throw exit codes away. */
  struct sigaction normal;
  memset(&normal, 0, sizeof normal);
  normal.sa_handler = SIG_DFL;
  sigaction(SIGCHLD, &normal, NULL);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  keeper.signal_fd = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);

  /* Before the main process is forked: a process learns at its birth whom its orphans go to. */
  if (keeper.signal_fd < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
    keeper.failed = true;
    keeper.failure.stage = HOLDFAST_STAGE_SETUP;
    keeper.failure.error = errno;
  } else if (fork_main(&keeper)) {
    watch(&keeper);
    end_container(&keeper);
  }

  /*
   * Trap: closing a unix socket with unread data makes the other side read ECONNRESET *before* the
   * reports that wait there. So take no more orders, then empty the queue, then send the last report.
   */
  shutdown(CTL_FD, SHUT_RD);
  char rest[16];
  ssize_t count;
  while ((count = recv(CTL_FD, rest, sizeof rest, MSG_DONTWAIT)) > 0 || (count < 0 && errno == EINTR)) {
  }

  if (keeper.failed) {
    report(HOLDFAST_EXEC_FAILED, keeper.failure.error, keeper.main_seen, keeper.failure.stage);
  } else {
    if (!keeper.started) report(HOLDFAST_STARTED, 0, keeper.main_seen, 0);
    if (WIFSIGNALED(keeper.status))
      report(HOLDFAST_EXITED, 128 + WTERMSIG(keeper.status), keeper.main_seen, HOLDFAST_FLAG_SIGNALLED);
    else
      report(HOLDFAST_EXITED, WEXITSTATUS(keeper.status), keeper.main_seen, 0);
  }
  _exit(0); /* not exit(): the buffers and the atexit handlers are those of `up` */
}

/* ---------------------------------------------------------------------------- in `up` itself --- */

/* Paths to try for a program, in one block to free. NULL with errno when there is no memory. */
static char **candidates_for(const char *program, char *const *envp) {
  bool search = *program != 0 && strchr(program, '/') == NULL;
  const char *path = "/bin:/usr/bin";
  for (char *const *entry = envp; *entry != NULL; entry++) {
    if (strncmp(*entry, "PATH=", 5) == 0) {
      path = *entry + 5;
      break;
    }
  }
  if (!search) path = "";

  size_t count = 1;
  for (const char *c = path; *c; c++) count += *c == ':';
  /* Each path: its part of PATH, "/", the program, the final zero. */
  size_t bytes = (count + 1) * sizeof(char *) + strlen(path) + count * (strlen(program) + 3);
  char **list = malloc(bytes);
  if (list == NULL) return NULL;
  char *text = (char *)(list + count + 1);
  const char *part = path;
  for (size_t i = 0; i < count; i++) {
    size_t length = strcspn(part, ":");
    list[i] = text;
    memcpy(text, part, length);
    text += length;
    if (search) {
      if (length == 0) *text++ = '.'; /* an empty part of PATH is the working directory */
      *text++ = '/';
    }
    memcpy(text, program, strlen(program) + 1);
    text += strlen(program) + 1;
    part += length + (part[length] == ':');
  }
  list[count] = NULL;
  return list;
}

/* A duplicate out of the way of the fixed numbers; -1 with errno. Checks the descriptor as well. */
static int lift(int fd) { return fcntl(fd, F_DUPFD_CLOEXEC, LIFTED_FD); }

int holdfast_spawn(const struct holdfast_spawn *spawn, struct holdfast_child *out) {
  if (spawn == NULL || out == NULL || spawn->program == NULL || spawn->envp == NULL ||
      spawn->argv == NULL || spawn->argv[0] == NULL)
    return EINVAL;

  int error = 0, pair[2] = {-1, -1}, null = -1, status_fd = -1;
  struct plan plan;
  memset(&plan, 0, sizeof plan);
  plan.ctl = plan.out = plan.err = plan.null = -1;
  plan.argv = spawn->argv;
  plan.envp = spawn->envp;
  plan.cwd = spawn->cwd;
  plan.hosts = spawn->hosts_file;
  /* The same number inside as outside. */
  snprintf(plan.uid_map, sizeof plan.uid_map, "%u %u 1\n", (unsigned)geteuid(), (unsigned)geteuid());
  snprintf(plan.gid_map, sizeof plan.gid_map, "%u %u 1\n", (unsigned)getegid(), (unsigned)getegid());

  /*
   * One socket is the lifeline, the orders and the reports. Only `up` has the one end: close-on-exec
   * keeps it from programs, and every keeper closes the ends of the others. SEQPACKET keeps records
   * whole.
   */
  if ((plan.candidates = candidates_for(spawn->program, spawn->envp)) == NULL ||
      (plan.out = lift(spawn->stdout_fd)) < 0 || (plan.err = lift(spawn->stderr_fd)) < 0 ||
      (null = open("/dev/null", O_RDWR | O_CLOEXEC)) < 0 || (plan.null = lift(null)) < 0 ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0 ||
      (plan.ctl = lift(pair[1])) < 0 || (status_fd = lift(pair[0])) < 0 ||
      fcntl(status_fd, F_SETFL, O_NONBLOCK) != 0) {
    error = errno;
  } else {
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t pid = plain_fork();
    if (pid == 0) keep(&plan);
    if (pid < 0) error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (pid > 0) {
      out->keeper_pid = pid;
      out->status_fd = status_fd;
      status_fd = -1;
    }
  }
  free(plan.candidates);
  close_quietly(plan.out);
  close_quietly(plan.err);
  close_quietly(null);
  close_quietly(plan.null);
  close_quietly(pair[0]);
  close_quietly(pair[1]);
  close_quietly(plan.ctl);
  close_quietly(status_fd);
  return error;
}

int holdfast_next_report(int status_fd, struct holdfast_report *out) {
  for (int resets = 0;;) {
    struct holdfast_report record;
    ssize_t count = recv(status_fd, &record, sizeof record, MSG_DONTWAIT);
    if (count == (ssize_t)sizeof record) {
      *out = record;
      return 1;
    }
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return 0;
    /* A keeper that was killed with orders unread: told once, and reports may be waiting behind it. */
    if (count < 0 && errno == ECONNRESET && resets++ == 0) continue;
    return -1;
  }
}

int holdfast_keeper_signal(int status_fd, int sig) {
  if (sig < 1 || sig > LAST_SIGNAL) return EINVAL;
  unsigned char order = (unsigned char)sig;
  for (;;) {
    if (send(status_fd, &order, 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1) return 0;
    if (errno == EINTR) continue;
    if (errno == ECONNRESET) return EPIPE;
    return errno == EWOULDBLOCK ? EAGAIN : errno;
  }
}

int holdfast_reap_keeper(pid_t keeper) {
  if (keeper <= 0) return 1; /* never wait for a group: that would take the children of others */
  for (;;) {
    pid_t pid = waitpid(keeper, NULL, WNOHANG);
    if (pid < 0 && errno == EINTR) continue;
    return pid != 0; /* ECHILD: collected before, or SIGCHLD is ignored */
  }
}

int holdfast_signal_descriptor(void) {
  static const int wanted[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};
  sigset_t set, before;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    /* A blocked signal is queued even if it is ignored: `nohup holdfast up` would end at a hangup. */
    struct sigaction now;
    if (wanted[i] != SIGWINCH && sigaction(wanted[i], NULL, &now) == 0 && now.sa_handler == SIG_IGN)
      continue;
    sigaddset(&set, wanted[i]);
  }
  if (sigprocmask(SIG_BLOCK, &set, &before) != 0) return -1;
  int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (fd < 0) {
    int error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
  }
  return fd;
}

int holdfast_next_signal(int fd) {
  for (;;) {
    struct signalfd_siginfo info;
    ssize_t count = read(fd, &info, sizeof info);
    if (count == (ssize_t)sizeof info) return (int)info.ssi_signo;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return 0;
    return -1;
  }
}

int holdfast_terminal_width(int fd) {
  struct winsize size;
  return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

#else /* not Linux */

int holdfast_spawn(const struct holdfast_spawn *spawn, struct holdfast_child *out) {
  (void)spawn, (void)out;
  return ENOSYS;
}

int holdfast_next_report(int status_fd, struct holdfast_report *out) {
  (void)status_fd, (void)out;
  return -1;
}

int holdfast_keeper_signal(int status_fd, int sig) {
  (void)status_fd, (void)sig;
  return ENOSYS;
}

int holdfast_reap_keeper(pid_t keeper) {
  (void)keeper;
  return 1;
}

int holdfast_signal_descriptor(void) {
  errno = ENOSYS;
  return -1;
}

int holdfast_next_signal(int fd) {
  (void)fd;
  errno = ENOSYS;
  return -1;
}

int holdfast_terminal_width(int fd) {
  (void)fd;
  return 0;
}

#endif
