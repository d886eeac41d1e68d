import Manifests
import Probing
import StartupGraph

/// What `auto` picks, and whether what was asked for instead can be had (section 3 of the design).
struct StrategyPicker {
    let pod: Pod
    let declaration: Declaration
    let cluster: Cluster
    let mesh: PodMesh
    private(set) var holds: [Hold] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// Regular containers that become native sidecars.
    private(set) var sidecars: Set<String> = []
    /// What was said already and is not to be said for every dependent.
    private var said: Set<String> = []

    init(pod: Pod, declaration: Declaration, cluster: Cluster, mesh: PodMesh) {
        self.pod = pod
        self.declaration = declaration
        self.cluster = cluster
        self.mesh = mesh
    }

    /// Goes through the nodes, dependencies first: whether one can become a sidecar depends on those that it needs.
    mutating func pick(_ order: [StartupNode]) {
        for node in order where node.kind == .container && canBecomeSidecar(node.name) { sidecars.insert(node.name) }
        for need in declaration.needs { hold(need) }
        for wait in declaration.waits { hold(wait) }
        noteEndlessProxy()
    }

    // MARK: Sidecars

    private func canBecomeSidecar(_ name: String) -> Bool {
        guard declaration.strategy == .auto || declaration.strategy == .sidecar, cluster.hasNativeSidecars,
            let container = pod.containers.first(where: { $0.name == name }), !hasOwnRestarts(container)
        else { return false }
        // Where containers are to end, the one that becomes a sidecar may be the one whose end is waited for: as a sidecar
        // it would be started again, and its failure would no longer be the pod's. Of a mesh's proxy that is known.
        if declaration.strategy == .auto, pod.restartPolicy != .always, !MeshProxy.names.contains(name) {
            return false
        }
        let asked = declaration.needs.filter { $0.dependency == name }
        guard !asked.isEmpty, asked.allSatisfy({ $0.condition != .completed }) else { return false }
        if name == IstioHold.proxy, declaration.strategy == .auto, keepsIstioHook { return false }
        // As an init container it would start before the targets could be asked through a proxy that comes later.
        if asksBehindProxy, !MeshProxy.names.contains(name), !declaration.waits.isEmpty { return false }
        if declaration.strategy == .auto, isBetterWrapped(name, asked) { return false }
        // A pod that is to end needs its regular containers to end: one must stay regular.
        guard pod.containers.count > sidecars.count + 1 else { return false }
        return declaration.needs.filter { $0.dependent == name }
            .allSatisfy { isInit($0.dependency) || sidecars.contains($0.dependency) }
    }

    /// Its own policy and rules (KEP-5307) say what its end means; a sidecar's is always the same.
    private func hasOwnRestarts(_ container: Container) -> Bool {
        ["restartPolicy", "restartPolicyRules"].contains { container.node[$0].map { !$0.isNull } ?? false }
    }

    /// The pod says, or shows by its hook, that the proxy is to be the regular container that Istio has made of it.
    private var keepsIstioHook: Bool { PodMesh.refusesNative(pod) || waitsByItself && !blocks }

    /// Whether the mesh's proxy starts only after all init containers.
    var asksBehindProxy: Bool {
        mesh == .later(native: false)
            || pod.containers.contains { MeshProxy.names.contains($0.name) && !sidecars.contains($0.name) }
    }

    /// A regular proxy has no reason to end when a Job's work is done. That was so before; now someone looks at it.
    private mutating func noteEndlessProxy() {
        guard pod.restartPolicy != .always, let hold = holds.first,
            let proxy = pod.containers.first(where: {
                MeshProxy.names.contains($0.name) && !sidecars.contains($0.name)
            })
        else { return }
        diagnostics.append(
            hold.place.diagnostic(
                .note,
                "\(proxy.name) stays a regular container of \(pod.title): as before, it keeps running when the work is done",
                cure: "make it a native sidecar (strategy: sidecar, Kubernetes 1.29), which the kubelet ends"))
    }

    // MARK: Containers

    private mutating func hold(_ need: Declaration.Need) {
        let isProxy = need.dependency == IstioHold.proxy
        if mesh.isLater, isProxy || need.dependent == IstioHold.proxy { return holdOnLaterProxy(need) }
        if isInit(need.dependency) { return holdOnInit(need) }
        if isInit(need.dependent) {
            // The mesh's proxy is put before the pod's own init containers.
            if isProxy, sidecars.contains(need.dependency) { return holdBySidecar(need, nativeReason(need)) }
            return refuse(
                need,
                "init container \"\(need.dependent)\" cannot wait for \"\(need.dependency)\", which starts only after all init containers",
                "move \(need.dependency) to initContainers with restartPolicy: Always, before \(need.dependent)")
        }
        if need.condition == .completed, pod.restartPolicy == .always {
            diagnostics.append(
                need.place.diagnostic(
                    .warning,
                    "\"\(need.dependency)\" is to be completed, but the kubelet starts it again and again (restartPolicy: Always)",
                    cure: "make it an init container: those run once, in order"))
        }
        switch declaration.strategy {
        case .auto:
            if sidecars.contains(need.dependency) { return holdBySidecar(need, nativeReason(need)) }
            if isProxy, need.condition != .completed, keepsIstioHook || !cluster.hasNativeSidecars {
                return holdAsIstio(need, lacksSidecars + "as Istio does it")
            }
            if hasCommand(need.dependent), need.condition == .completed || canAnswer(need) {
                add(
                    need, .wrap,
                    leavesReadinessUnasked(need)
                        ? onlyStarted(need.dependency) : lacksSidecars + "\(need.dependent) names its command")
            } else {
                let mute = hasCommand(need.dependent) ? need.dependency : need.dependent
                hook(need, lacksSidecars + "\(mute) does not name its command")
            }
        case .sidecar:
            if sidecars.contains(need.dependency) { return holdBySidecar(need, "as declared") }
            guard cluster.hasNativeSidecars else {
                return refuse(
                    need, "strategy sidecar needs native sidecars, which Kubernetes \(cluster.version) does not have",
                    "use strategy: wrap, or say that the cluster is 1.29 or newer")
            }
            let why = pod.container(named: need.dependency).map(hasOwnRestarts) == true
            refuse(
                need,
                "\(need.dependency) cannot become a sidecar" + (why ? ": it has a restart policy of its own" : ""),
                "use strategy: wrap")
        case .wrap: wrap(need, "use strategy: sidecar")
        case .hook: if isProxy { holdAsIstio(need, "as declared") } else { hook(need, "as declared") }
        default: refuseKind(need)
        }
    }

    /// The command runs through the waiter, if there is one.
    mutating func wrap(_ need: Declaration.Need, _ otherCure: String) {
        if hasCommand(need.dependent) { return add(need, .wrap, "as declared") }
        refuse(
            need, "\"\(need.dependent)\" cannot be wrapped: it has no command in its spec",
            "write the image's ENTRYPOINT as its command, or " + otherCure)
    }

    /// Strategies that hold no single container.
    mutating func refuseKind(_ need: Declaration.Need) {
        if declaration.strategy == .initContainer {
            refuse(need, "strategy init holds for targets, not for containers", "use strategy: sidecar, wrap or auto")
        } else {
            refuse(need, "strategy gate holds a whole pod, not one of its containers", "use strategy: auto")
        }
    }

    // MARK: Questions and answers

    private func nativeReason(_ need: Declaration.Need) -> String {
        declaration.strategy == .sidecar
            ? "as declared"
            : "\(need.dependency) never completes, and Kubernetes \(cluster.version) has native sidecars"
    }

    private var lacksSidecars: String {
        cluster.hasNativeSidecars ? "" : "Kubernetes \(cluster.version) has no native sidecars, and "
    }

    func isInit(_ name: String) -> Bool {
        pod.initContainers.contains { $0.name == name }
    }

    func position(_ name: String) -> Int {
        pod.all.firstIndex { $0.name == name } ?? .max
    }

    func hasCommand(_ name: String) -> Bool {
        pod.container(named: name)?.command.isEmpty == false
    }

    mutating func add(_ need: Declaration.Need, _ strategy: Strategy, _ reason: String, hook: HookForm? = nil) {
        // A probe that asks a new `delay:` every second would never see it pass: in a native sidecar too, the hook waits.
        let isAwaited = strategy == .sidecar && need.condition == .ready
        let form = isAwaited ? delayForm(need) : hook
        if isAwaited, form == nil { warnThatNothingProceeds(need) }
        add(
            Hold(
                dependent: need.dependent, dependency: StartupNode(need.dependency), condition: need.condition,
                strategy: strategy, reason: reason, hook: form, place: need.place))
    }

    mutating func add(_ hold: Hold) {
        var hold = hold
        hold.proceedsAfter = proceedsAfter(hold)
        holds.append(hold)
        if hold.strategy == .wrap { sayWhatWrappingMeans(hold) }
    }

    /// What a target says itself counts before what is declared for all of them.
    private func proceedsAfter(_ hold: Hold) -> Milliseconds? {
        let name = hold.dependency.name
        let targets =
            hold.dependency.kind == .target
            ? declaration.waits.filter { $0.target.name == name }.map(\.target)
            : [declaration.ready[name]?.target].compactMap { $0 }
        let times = targets.map { target -> Milliseconds? in
            guard (target.onTimeout ?? declaration.onTimeout) == .proceed else { return nil }
            return target.timeout ?? declaration.timeout
        }
        if targets.isEmpty { return declaration.onTimeout == .proceed ? declaration.timeout : nil }
        return times.contains(nil) ? nil : times.compactMap { $0 }.max()
    }

    mutating func refuse(_ need: Declaration.Need, _ message: String, _ cure: String) {
        diagnostics.append(need.place.diagnostic(.error, message, cure: cure))
    }

    mutating func say(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Says it the first time only.
    mutating func sayOnce(_ diagnostic: Diagnostic) {
        if said.insert(diagnostic.message).inserted { diagnostics.append(diagnostic) }
    }
}
