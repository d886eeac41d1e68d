/// A probe with its defaults filled in (core/v1 Probe; pkg/apis/core/v1/defaults.go `SetDefaults_Probe`).
public struct ProbeSpec: Hashable, Sendable {
    /// What it does.
    public var handler: Handler
    /// Seconds after the container's start before which no attempt is made.
    public var initialDelay: Int
    /// Whole seconds between attempts, at least 1 (fact 8).
    public var period: Int
    /// Seconds that an attempt may take.
    public var timeout: Int
    /// Successes in a row that count as one.
    public var successThreshold: Int
    /// Failures in a row that count as one.
    public var failureThreshold: Int
    /// How long after the pod's admission its worker asks first, where the kubelet draws that: in 1.20.2 every worker
    /// waits a random part of its period (pkg/kubelet/prober/worker.go `run`), readiness is never asked out of turn, and
    /// success does not wake the pod worker. `nil` is a newer kubelet.
    public var phase: Duration?

    /// A probe; what is not given is as Kubernetes defaults it. So is a 0, which the API server cannot tell from a field
    /// that is not there; it refuses what is below.
    public init(
        _ handler: Handler, initialDelay: Int = 0, period: Int = 10, timeout: Int = 1, successThreshold: Int = 1,
        failureThreshold: Int = 3
    ) {
        self.handler = handler
        self.initialDelay = max(0, initialDelay)
        self.period = period == 0 ? 10 : max(1, period)
        self.timeout = max(1, timeout)
        self.successThreshold = max(1, successThreshold)
        self.failureThreshold = failureThreshold == 0 ? 3 : max(1, failureThreshold)
    }
}

/// The three probes that a container may have.
public enum ProbeKind: String, Hashable, Sendable, CaseIterable {
    /// Until it succeeds, the other two are not asked; when it fails, the container is killed.
    case startup
    /// Whether the container takes traffic.
    case readiness
    /// When it fails, the container is killed.
    case liveness
}
