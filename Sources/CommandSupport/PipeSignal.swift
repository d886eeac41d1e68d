import Foundation

/// Keeps SIGPIPE away from one piece of work on one thread.
enum PipeSignal {
    /// Does the work; a SIGPIPE that it causes is taken back. The signal goes to the thread that wrote (POSIX, write),
    /// so that nobody else's is lost.
    static func withoutIt(_ work: () throws(SystemError) -> Void) throws(SystemError) {
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        let wasPending = isPending
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &pipe, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        do throws(SystemError) {
            try work()
        } catch {
            // Not pending when it is ignored: to wait for it then would never end.
            if error.code == EPIPE, !wasPending, isPending {
                var signal: Int32 = 0
                sigwait(&pipe, &signal)
            }
            throw error
        }
    }

    private static var isPending: Bool {
        var pending = sigset_t()
        sigemptyset(&pending)
        sigpending(&pending)
        return sigismember(&pending, SIGPIPE) == 1
    }
}
