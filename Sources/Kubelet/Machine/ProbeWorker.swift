/// One probe of one container (pkg/kubelet/prober/worker.go).
struct ProbeWorker: Hashable, Sendable {
    enum Result: Hashable, Sendable {
        case unknown
        case success
        case failure
    }

    let spec: ProbeSpec
    let kind: ProbeKind
    var result: Result
    /// Equal outcomes in a row.
    private var run = 0
    private var lastSucceeded: Bool?
    var isInFlight = false
    /// After a failure that kills the container nothing is asked until the next instance runs (worker.go `onHold`).
    var isOnHold = false
    /// What the period counts from; `nil` is the pod's admission.
    var epoch: Duration?

    init(_ spec: ProbeSpec, _ kind: ProbeKind) {
        self.spec = spec
        self.kind = kind
        result = ProbeWorker.initialResult(kind)
    }

    /// worker.go `newWorker`: a container is alive until shown otherwise, and not ready until shown ready.
    private static func initialResult(_ kind: ProbeKind) -> Result {
        switch kind {
        case .readiness: .failure
        case .liveness: .success
        case .startup: .unknown
        }
    }

    /// A new instance of the container runs. The worker lives on: outcomes in a row are counted across instances
    /// (worker.go `doProbe` sets neither `lastResult` nor `resultRun` back).
    mutating func reset() {
        result = ProbeWorker.initialResult(kind)
        isInFlight = false
        isOnHold = false
    }

    /// Takes an outcome. Returns whether the result changed: thresholds count equal outcomes in a row.
    mutating func take(succeeded: Bool) -> Bool {
        isInFlight = false
        run = lastSucceeded == succeeded ? run + 1 : 1
        lastSucceeded = succeeded
        guard run >= (succeeded ? spec.successThreshold : spec.failureThreshold) else { return false }
        let before = result
        result = succeeded ? .success : .failure
        if kind == .startup || kind == .liveness && !succeeded {
            isOnHold = true
            run = 0
        }
        return before != result
    }
}
