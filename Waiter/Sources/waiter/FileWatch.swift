import CPosix
import Probing

/// Looks at a path, and is told by the system (inotify) when it may have changed.
///
/// What is watched is the nearest folder that exists: a file that is not there cannot be watched, and a ConfigMap's
/// file changes when the kubelet renames a folder beside it. Where the system cannot tell (a network file system),
/// the end of the attempt is the next look.
final class FileWatch {
    private let path: String
    private let nonempty: Bool
    private var fd: Int32 = -1
    /// Why it is not ready.
    private(set) var reason = "it does not exist"

    /// Whether there is something to wait for; under `--not` a file that is missing is an answer.
    private let waits: Bool

    init(path: String, nonempty: Bool, waits: Bool) {
        self.waits = waits
        self.path = path
        self.nonempty = nonempty
    }

    /// Looks, and watches from then on. Returns the verdict when there is nothing to watch for.
    func look() -> Verdict? {
        close()
        // The watch comes first: what happens between it and the look is not missed.
        if waits { fd = path.withCString { px_watch_path($0) } }
        switch path.withCString({ px_look($0) }) {
        case 0: reason = "it does not exist"
        case 1:
            if !nonempty { return .ready }
            reason = "it is empty"
        case 2: return .ready
        case let error: return .notReady(System.errorText(error))
        }
        return fd < 0 ? .notReady(reason) : nil
    }

    func prepare(_ poller: inout Poller) {
        if fd >= 0 { poller.watch(fd, read: true, write: false) }
    }

    func advance(_ poller: Poller) -> Verdict? {
        fd >= 0 && poller.isReady(fd) ? look() : nil
    }

    func close() {
        if fd >= 0 { px_close(fd) }
        fd = -1
    }
}
