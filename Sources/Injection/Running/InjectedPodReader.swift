import Kubelet
import Manifests
import Startup

/// Makes an injected pod one that can be run on this machine: what a container mounts there is elsewhere here.
public enum InjectedPodReader {
    /// Whether the manifest was injected already: its declaration is carried out then.
    public static func isInjected(_ pod: Pod) -> Bool {
        pod.annotations[InjectionStatus.annotation].flatMap { InjectionStatus($0.text) } != nil
    }

    /// The pod with the waiter and the state directory where they are on this machine.
    public static func read(_ pod: Pod, tools: WaiterTools) -> HeldPod {
        let words = WaiterWords(tools: tools, state: stateDirectory(pod))
        var pod = pod
        var held = HeldPod(pod: pod, waitContainer: nil, wrapped: [:], diagnostics: [])
        func place(_ container: Container, isInit: Bool) -> Container {
            var container = container
            if WaiterWords.areWaiters(container.command) {
                if let command = container.command.firstIndex(of: "--") {
                    if container.command.dropFirst().first == "wait" {
                        held.wrapped[container.name] = WaiterWords.targets(Array(container.command[..<command]))
                    }
                } else if isInit, container.command.dropFirst().first == "wait" {
                    held.waitContainer = container.name
                }
                container.command = words.local(container.command)
            }
            if case .exec(let command)? = container.spec.postStart {
                container.spec.postStart = .exec(words.local(command))
            }
            for (kind, probe) in container.spec.probes {
                guard case .exec(let command) = probe.handler else { continue }
                var probe = probe
                probe.handler = .exec(words.local(command))
                container.spec.probes[kind] = probe
            }
            return container
        }
        pod.initContainers = pod.initContainers.map { place($0, isInit: true) }
        pod.containers = pod.containers.map { place($0, isInit: false) }
        held.pod = pod
        return held
    }

    /// What the supervised containers publish into, without their own folder.
    private static func stateDirectory(_ pod: Pod) -> String? {
        for container in pod.all where WaiterWords.areWaiters(container.command) {
            guard let option = container.command.firstIndex(of: "--publish"), option + 1 < container.command.count
            else { continue }
            let folder = container.command[option + 1]
            guard let slash = folder.lastIndex(of: "/") else { continue }
            return String(folder[..<slash])
        }
        return nil
    }
}
