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
        case .initContainer:
            if obstacle(wait) != nil {
                guard warnOfReach(wait, nameless) else { return }
            } else if asksBehindProxy {
                guard warnOfMesh(wait, nameless) else { return }
            }
            (strategy, reason) = (.initContainer, "as declared")
        default:
            guard let choice = choose(wait, nameless) else { return }
            (strategy, reason) = choice
        }
        for name in dependents where strategy != .wrap || hasCommand(name) {
            add(
                Hold(
                    dependent: name, dependency: StartupNode(wait.target.name, kind: .target), condition: .ready,
                    strategy: strategy, reason: reason, place: wait.place))
        }
    }

    /// `nil` when nothing would do, which is said then.
    private mutating func choose(_ wait: Declaration.Wait, _ nameless: [String]) -> (Strategy, String)? {
        if let obstacle = obstacle(wait) {
            if nameless.isEmpty { return (.wrap, "an init container cannot ask it: " + obstacle) }
            return warnOfReach(wait, nameless)
                ? (.initContainer, "\(list(nameless)) cannot be wrapped without a command") : nil
        }
        if mesh == .later(native: true) {
            return (.initContainer, "Istio puts its native sidecar before the pod's init containers")
        }
        guard asksBehindProxy else { return (.initContainer, "kubectl shows Init:0/1 meanwhile") }
        if nameless.isEmpty {
            let isLater = mesh == .later(native: false)
            let what = isLater ? "which Istio adds as a regular container" : "which is a regular container"
            return (.wrap, "after the mesh proxy, \(what)")
        }
        return warnOfMesh(wait, nameless)
            ? (.initContainer, "\(list(nameless)) cannot be wrapped without a command") : nil
    }

    // MARK: What an init container cannot ask

    /// Why an init container cannot ask it; `nil` when it can.
    private func obstacle(_ wait: Declaration.Wait) -> String? {
        switch wait.reach {
        case .anywhere: return nil
        case .pod:
            // While an init container waits, nothing of the pod runs but its native sidecars.
            let hasCompany = pod.initContainers.contains { $0.spec.isRestartable } || !sidecars.isEmpty
            return hasCompany ? nil : "it is the pod itself, of which nothing runs by then"
        case .container(let why): return why
        }
    }

    /// Whether an init container is made all the same.
    private mutating func warnOfReach(_ wait: Declaration.Wait, _ nameless: [String]) -> Bool {
        let wrap = nameless.isEmpty ? "use strategy: wrap" : "name the command of \(list(nameless))"
        if case .container(let why) = wait.reach {
            say(
                wait.place.diagnostic(
                    .error, "an init container cannot ask \(wait.target.name): \(why)",
                    cure: wrap + ", or use dependsOn"))
            return false
        }
        say(
            wait.place.diagnostic(
                .warning,
                "\(wait.target.name) is the pod itself, of which nothing runs while an init container waits: it waits in vain",
                cure: wrap + ", or name the container in dependsOn"))
        return true
    }

    /// A proxy that is a regular container is not there yet while init containers run: their wait does not go the way
    /// that the application's traffic goes. Whether it goes anywhere.
    private mutating func warnOfMesh(_ wait: Declaration.Wait, _ nameless: [String]) -> Bool {
        let isLater = mesh == .later(native: false)
        let cure =
            nameless.isEmpty
            ? "use strategy: wrap" : "name the command of \(list(nameless)): write the image's ENTRYPOINT"
        // A CNI plugin has redirected the traffic before any container runs. Where an init container does it, the wait
        // stands before that one, and goes out.
        if !isLater, let validator = pod.initContainers.first(where: { MeshProxy.validators.contains($0.name) }) {
            let wrap = nameless.isEmpty ? "" : "\(list(nameless)) cannot be wrapped without a command, and "
            sayOnce(
                wait.place.diagnostic(
                    .error,
                    wrap
                        + "an init container would wait in vain: traffic is redirected (\(validator.name)) to a proxy that does not run yet",
                    cure: cure))
            return false
        }
        let redirector = pod.initContainers.first { MeshProxy.redirectors.contains($0.name) }
        let how =
            if isLater {
                "which Istio's proxy does not serve: outside the mesh, without its identity, and in vain with Istio CNI"
            } else if let redirector {
                "before \(redirector.name) redirects its traffic: outside the mesh, without its identity"
            } else {
                "before its mesh proxy runs: the wait does not go through the mesh"
            }
        sayOnce(wait.place.diagnostic(.warning, "\(pod.title) waits in an init container, " + how, cure: cure))
        return true
    }

    private func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}
