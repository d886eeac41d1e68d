/// CrashLoopBackOff of one container (client-go util/flowcontrol/backoff.go, as
/// pkg/kubelet/kuberuntime/kuberuntime_manager.go `doBackOff` uses it).
///
/// The first restart is immediate, because there is no entry yet; it makes one of 10 s. Each later restart has to be
/// that much later than the end before it, and doubles it, up to 300 s. An entry that was not used for twice the
/// maximum is forgotten.
struct Backoff: Hashable, Sendable {
    private var pause: Duration?
    private var updated = Duration.zero

    /// When a container that ended at `finished` may start again.
    func earliest(after finished: Duration, timing: KubeletTiming) -> Duration {
        guard let pause, !hasExpired(at: finished, timing) else { return finished }
        return finished + pause
    }

    /// Takes note of a restart.
    mutating func restarted(at now: Duration, after finished: Duration, timing: KubeletTiming) {
        if let pause, !hasExpired(at: finished, timing) {
            self.pause = min(pause * 2, timing.maxBackoff)
        } else {
            pause = timing.initialBackoff
        }
        updated = now
    }

    private func hasExpired(at time: Duration, _ timing: KubeletTiming) -> Bool {
        time - updated > timing.maxBackoff * 2
    }
}
