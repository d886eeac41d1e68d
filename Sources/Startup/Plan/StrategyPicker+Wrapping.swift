import Kubelet
import Manifests
import StartupGraph

/// What is different for a container that runs through the waiter: to the kubelet it has started while it waits.
extension StrategyPicker {
    /// Says so, once for every container.
    mutating func sayWhatWrappingMeans(_ hold: Hold) {
        guard let container = pod.container(named: hold.dependent) else { return }
        let name = container.name
        if container.spec.postStart != nil {
            // Fact 2: ENTRYPOINT and postStart run side by side.
            let other = hold.dependency.kind == .target ? "init" : "sidecar"
            sayOnce(
                hold.place.diagnostic(
                    .warning, "the postStart hook of \"\(name)\" runs while its command still waits",
                    cure: "use strategy: \(other), or drop the hook"))
        }
        // Without a readinessProbe a container is ready as soon as it has started, and with a startupProbe it has not
        // (pkg/kubelet/prober `UpdatePodStatus`); one is made of its livenessProbe. A Job serves nobody.
        if container.spec.probes.isEmpty, pod.restartPolicy == .always {
            sayOnce(
                hold.place.diagnostic(
                    .note, "\"\(name)\" counts as ready while it waits: it has no readinessProbe",
                    cure: "give it a readinessProbe"))
        }
    }
}
