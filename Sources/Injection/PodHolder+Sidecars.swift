import Kubelet
import Manifests
import Startup
import StartupGraph

extension PodHolder {
    /// Dependencies become restartable init containers, in an order in which each comes after what it needs.
    mutating func makeSidecars() {
        let holds = plan.holds.filter { $0.strategy == .sidecar }
        let names = Set(holds.map(\.dependency.name))
        guard !names.isEmpty, let order = try? plan.graph.order() else { return }
        for name in order.map({ plan.graph[$0].name }) where names.contains(name) {
            let own = holds.filter { $0.dependency.name == name }
            func prepare(_ container: inout Container) {
                if let form = own.compactMap(\.hook).first {
                    container.spec.postStart = hook(form, of: name)
                } else if own.contains(where: { $0.condition == .ready }) {
                    addStartupProbe(to: &container)
                }
            }
            if let index = held.pod.containers.firstIndex(where: { $0.name == name }) {
                var container = held.pod.containers.remove(at: index)
                container.spec.isRestartable = true
                prepare(&container)
                held.pod.initContainers.insert(container, at: place(name))
            } else if let index = held.pod.initContainers.firstIndex(where: { $0.name == name }) {
                var container = held.pod.initContainers[index]
                prepare(&container)
                held.pod.initContainers[index] = container
            }
        }
    }

    /// Istio puts its proxy right behind the containers that redirect traffic to it, before the pod's own, which then
    /// are in the mesh (pkg/kube/inject `reorderPod`); what it needs itself still comes before. All others come last.
    private func place(_ name: String) -> Int {
        guard MeshProxy.names.contains(name) else { return held.pod.initContainers.count }
        let needs = Set(plan.declaration.needs.filter { $0.dependent == name }.map(\.dependency))
        let last = held.pod.initContainers.lastIndex {
            MeshProxy.redirectors.contains($0.name) || needs.contains($0.name)
        }
        return last.map { $0 + 1 } ?? 0
    }

    /// A native sidecar lets the next one go when its startupProbe has succeeded; its readiness is not asked (fact 1).
    private mutating func addStartupProbe(to container: inout Container) {
        guard container.spec.probes[.startup] == nil else { return }
        let ready = plan.declaration.ready[container.name]
        let failures = plan.startupFailures(of: container.name, period: 1)
        if container.name == IstioHold.proxy,
            ready.map({ $0.url == IstioHold.readiness }) ?? (container.spec.probes[.readiness] == nil)
        {
            // Word for word Istio's (manifests/charts/istio-control/istio-discovery/files/injection-template.yaml).
            let question = Handler.httpGet(scheme: "HTTP", host: nil, port: 15021, path: "/healthz/ready", headers: [])
            container.spec.probes[.startup] = ProbeSpec(question, period: 1, timeout: 3, failureThreshold: failures)
        } else if let ready, case .delay(let time) = ready.target.endpoint {
            // Its hook is taken. A wait that begins anew with every attempt would never see the time pass.
            container.spec.probes[.startup] = ProbeSpec(
                .exec([tools.waiter, "version"]), initialDelay: Int((time + 999) / 1000), period: 1, timeout: 3,
                failureThreshold: failures)
            held.usesWaiter.insert(container.name)
        } else if let ready {
            let question = [tools.waiter, "wait", "--attempts", "1", "--timeout", "0", ready.url]
            container.spec.probes[.startup] = ProbeSpec(
                .exec(question), period: 1, timeout: 3, failureThreshold: failures)
            held.usesWaiter.insert(container.name)
        } else if let readiness = container.spec.probes[.readiness] {
            var probe = readiness
            probe.period = 1
            probe.successThreshold = 1
            probe.failureThreshold = failures
            container.spec.probes[.startup] = probe
        } else {
            saysNothing(container.name)
        }
    }
}
