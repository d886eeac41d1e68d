import Manifests
import StartupGraph

extension StrategyPicker {
    /// Targets are waited for by everyone who is not a proxy or before the others anyway.
    mutating func hold(_ wait: Declaration.Wait) {
        let dependents = pod.containers.map(\.name).filter {
            !sidecars.contains($0) && !MeshProxy.names.contains($0)
        }
        let nameless = dependents.filter { !hasCommand($0) }
        let (strategy, reason): (Strategy, String)
        switch declaration.strategy {
        case .wrap:
            for name in nameless {
                say(
                    wait.place.diagnostic(
                        .error, "\"\(name)\" cannot be wrapped: it has no command in its spec",
                        cure: "write the image's ENTRYPOINT as its command, or use strategy: init"))
            }
            (strategy, reason) = (.wrap, "as declared")
        case .gate:
            return say(
                wait.place.diagnostic(
                    .error, "strategy gate needs the controller in a cluster", cure: "use strategy: auto here"))
        case .initContainer: (strategy, reason) = (.initContainer, "as declared")
        default:
            guard let choice = behindProxy(wait, nameless) else { return }
            (strategy, reason) = choice
        }
        if strategy == .initContainer { warnOfThePodItself(wait) }
        for name in dependents where strategy != .wrap || hasCommand(name) {
            add(
                Hold(
                    dependent: name, dependency: StartupNode(wait.target.name, kind: .target), condition: .ready,
                    strategy: strategy, reason: reason, place: wait.place))
        }
    }

    /// While an init container waits, nothing of the pod runs but its native sidecars.
    private mutating func warnOfThePodItself(_ wait: Declaration.Wait) {
        guard let start = wait.url.firstRange(of: "://") else { return }
        let host = wait.url[start.upperBound...]
        guard ["localhost", "127.", "[::1]"].contains(where: { host.hasPrefix($0) }),
            !pod.initContainers.contains(where: \.spec.isRestartable), sidecars.isEmpty
        else { return }
        say(
            wait.place.diagnostic(
                .warning,
                "\(wait.target.name) is the pod itself, of which nothing runs while an init container waits: it waits in vain",
                cure: "name the container in dependsOn, or use strategy: wrap"))
    }

    /// A proxy that is a regular container is not there yet while init containers run: their wait would not go the way
    /// that the application's traffic goes. `nil` when it would go nowhere.
    private mutating func behindProxy(
        _ wait: Declaration.Wait, _ nameless: [String]
    ) -> (Strategy, String)? {
        if mesh == .later(native: true) {
            return (.initContainer, "Istio puts its native sidecar before the pod's init containers")
        }
        guard asksBehindProxy else { return (.initContainer, "kubectl shows Init:0/1 meanwhile") }
        let isLater = mesh == .later(native: false)
        if nameless.isEmpty {
            let what = isLater ? "which Istio adds as a regular container" : "which is a regular container"
            return (.wrap, "after the mesh proxy, \(what)")
        }
        let names = nameless.map { "\"\($0)\"" }.joined(separator: ", ")
        let cure = "name the command of \(names): write the image's ENTRYPOINT"
        if !isLater, let redirector = pod.initContainers.first(where: { MeshProxy.redirectors.contains($0.name) }) {
            sayOnce(
                wait.place.diagnostic(
                    .error,
                    "\(names) cannot be wrapped without a command, and an init container would wait in vain: traffic is redirected (\(redirector.name)) to a proxy that does not run yet",
                    cure: cure))
            return nil
        }
        sayOnce(
            wait.place.diagnostic(
                .warning,
                isLater
                    ? "\(pod.title) waits in an init container, which Istio's proxy does not serve: outside the mesh, without its identity, and in vain with Istio CNI"
                    : "\(pod.title) waits in an init container, before its mesh proxy runs: the wait does not go through the mesh",
                cure: cure))
        return (.initContainer, "\(names) cannot be wrapped without a command")
    }
}
