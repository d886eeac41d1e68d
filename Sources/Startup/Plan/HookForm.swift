/// What a postStart hook does to hold those that come behind it.
public enum HookForm: Hashable, Sendable {
    /// The waiter asks until the container is ready.
    case waiter
    /// The waiter lets a time pass, in milliseconds.
    case waiterDelay(Int64)
    /// The kubelet lets a time pass.
    case sleep(seconds: Int)
    /// `pilot-agent wait`, as Istio has it; with a deadline in seconds of its own, or Istio's 60.
    case pilotAgent(timeoutSeconds: Int?)
    /// The container's own hook is kept; only its place in the list matters.
    case own
    /// Istio's webhook adds proxy and hook: the pod asks it to.
    case istioSwitch
}
