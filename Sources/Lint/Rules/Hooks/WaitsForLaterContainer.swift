import HandWritten
import Manifests
import ShellScript
import Startup
import Topology

extension Rule {
    static let waitsForLaterContainer = Rule(
        id: "HF205", name: "waits-for-later-container", severity: .error,
        what: "An init container or a postStart hook waits for a container further down in the same pod.",
        why: """
            Init containers run to their end before any regular container is started, and a container whose postStart \
            hook has not returned holds back all containers after it. What is waited for is started only when the wait is \
            over: neither ever happens.
            """,
        source: "pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod",
        fix: """
            Put the container that is waited for first: as a native sidecar (an init container with restartPolicy: Always \
            and a startupProbe), or with holdfast.dev/order.
            """,
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: postgres:17
                  command: [sh, -c, "until pg_isready -h localhost -p 5432; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
                - {name: db, image: postgres:17, ports: [{containerPort: 5432}]}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: db
                  image: postgres:17
                  restartPolicy: Always
                  ports: [{containerPort: 5432}]
                  startupProbe: {exec: {command: [pg_isready]}, periodSeconds: 1, failureThreshold: 60}
                - name: wait
                  image: postgres:17
                  command: [sh, -c, "until pg_isready -h localhost -p 5432; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.surveyed.writtenWaits.compactMap { written -> Hit? in
                let wait = written.wait
                guard written.site != .container, !wait.isBackground, !wait.isConditional else { return nil }
                let later = wait.targets.map { LaterContainer.behind($0, written, subject) }
                let found = later.compactMap { $0 }
                guard let first = found.first, wait.needsAll || found.count == wait.targets.count else { return nil }
                let isEndless = !wait.isBounded
                return subject.hit(
                    at: written,
                    "\(subject.sentence(written)): that is container \(first.name), which is started only after it",
                    cure:
                        "move \(first.name) before it: to initContainers with restartPolicy: Always and a startupProbe",
                    severity: isEndless || written.site == .initContainer ? nil : Diagnostic.Severity.warning)
            }
        })
}

private enum LaterContainer {
    /// The container that alone can bring what is asked, if it is further down.
    static func behind(_ target: WaitTarget, _ written: WrittenWait, _ subject: PodSubject) -> Container? {
        if let path = target.meant, path.hasPrefix("file:") {
            return writer(of: String(path.dropFirst(5).prefix { $0 != "#" }), written, subject)
        }
        guard case .ownPod(let port?) = subject.meaning(of: target) else { return nil }
        let all = subject.pod.all
        // An init container often runs the server itself for a while, to set it up.
        guard written.site == .postStart || startsNothingBefore(written) else { return nil }
        let isThere = all.indices.contains { index in
            let mayRun = index == written.container || isUp(index, written, subject.pod)
            return mayRun && (ContainerPorts.of(all[index]).contains(port) || isProxyPort(port, all[index]))
        }
        guard !isThere else { return nil }
        return all.indices.first { $0 > written.container && ContainerPorts.of(all[$0]).contains(port) }.map { all[$0] }
    }

    /// Whether a container may run while the wait goes on.
    private static func isUp(_ index: Int, _ written: WrittenWait, _ pod: Pod) -> Bool {
        guard index < written.container else { return false }
        return index >= pod.initContainers.count || pod.all[index].spec.isRestartable
    }

    private static func isProxyPort(_ port: Int, _ container: Container) -> Bool {
        MeshProxy.names.contains(container.name) && ((15000...15100).contains(port) || (4140...4192).contains(port))
    }

    /// Of a file in an emptyDir, the first container that has the volume; only if nobody before has it, and if whoever
    /// waits does nothing else.
    private static func writer(of path: String, _ written: WrittenWait, _ subject: PodSubject) -> Container? {
        let pod = subject.pod
        guard written.wait.isWholeCommand, let volume = volume(of: path, in: pod.all[written.container]),
            pod.node["volumes"]?.items.first(where: { $0["name"]?.text == volume.name })?["emptyDir"] != nil,
            // Its own program may write it as well, beside the hook.
            written.site == .initContainer || volume.isReadOnly
        else { return nil }
        guard !pod.all[..<written.container].contains(where: { mounts($0, volume.name) }) else { return nil }
        return pod.all[(written.container + 1)...].first { mounts($0, volume.name) }
    }

    private static func volume(of path: String, in container: Container) -> (name: String, isReadOnly: Bool)? {
        var best: (name: String, isReadOnly: Bool, length: Int)?
        for mount in container.node["volumeMounts"]?.items ?? [] {
            guard let at = mount["mountPath"]?.text, let name = mount["name"]?.text else { continue }
            let folder = at.hasSuffix("/") ? at : at + "/"
            guard path.hasPrefix(folder), folder.utf8.count > best?.length ?? 0 else { continue }
            best = (name, mount["readOnly"]?.scalar == .bool(true), folder.utf8.count)
        }
        return best.map { ($0.name, $0.isReadOnly) }
    }

    private static func mounts(_ container: Container, _ volume: String) -> Bool {
        (container.node["volumeMounts"]?.items ?? []).contains { $0["name"]?.text == volume }
    }

    /// Whether nothing that could be the server has been started by the script before it waits.
    private static func startsNothingBefore(_ written: WrittenWait) -> Bool {
        if written.wait.isWholeCommand { return true }
        guard written.wait.scriptIndex != nil, let start = written.wait.range?.lowerBound else { return true }
        let script = Script(written.node.text)
        guard script.isWhole else { return false }
        let before = ScriptCalls(script.statements.filter { $0.range.lowerBound < start })
        guard !before.hasBackground else { return false }
        return before.calls.filter { $0.program.range.lowerBound < start }.allSatisfy { harmless.contains($0.name) }
    }

    private static let harmless: Set<String> = [
        "echo", "printf", "set", "sleep", "date", "export", ":", "true", "cd", "[", "test", "[[",
    ]
}
