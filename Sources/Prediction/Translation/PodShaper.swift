import Injection
import Kubelet
import Manifests
import Startup
import Topology

/// Makes a surveyed pod what it is in one way of ordering its start.
struct PodShaper: Sendable {
    let survey: Survey
    static let tools = WaiterTools(waiter: "/holdfast/waiter", stateDirectory: "/holdfast-state")

    /// The pod in this way; as it is today when the way has nothing to do with it.
    func shapeOrToday(_ index: Int, _ way: Way) -> (shape: PodShape, isChanged: Bool) {
        if let shape = shape(index, way) { return (shape, true) }
        return (shape(index, .today) ?? PodShape(pod: survey.pods[index].pod), false)
    }

    /// The pod in this way; `nil` when the way has nothing to do with it.
    func shape(_ index: Int, _ way: Way) -> PodShape? {
        let surveyed = survey.pods[index]
        let declared = DeclaredPlan(index, of: survey)
        let holds = declared.plan?.holds ?? []
        var shape: PodShape?
        switch way {
        case .today: shape = today(surveyed, holds)
        case .unheld: shape = unheld(surveyed, holds)
        case .sleep(let time): shape = sleeping(surveyed, holds, time)
        case .initLoop(let pause): shape = looping(surveyed, declared, pause)
        case .hooks: shape = hooked(surveyed, holds)
        case .istioHold: shape = istio(surveyed, holds)
        case .declared:
            let isDeclared = !surveyed.declaration.isEmpty && !surveyed.declaration.isOptedOut
            shape = isDeclared ? planned(surveyed, declared) : nil
        case .plan: shape = planned(surveyed, declared)
        case .wrap:
            let wrapped = DeclaredPlan(index, of: survey, strategy: .wrap)
            // The proxy's own hold has no wrapped form of its own where Istio sees to it.
            shape =
                wrapped.plan.map { $0.holds.contains { $0.strategy == .wrap } } ?? false
                ? planned(surveyed, wrapped) : nil
        }
        // A hook never held its own container: what carries it is often there for nothing else.
        shape?.holds = holds.filter { !declared.replacedHooks.contains($0.dependent) }
        shape?.waits = declared.plan?.declaration.waits ?? surveyed.declaration.waits
        return shape
    }

    private func today(_ surveyed: SurveyedPod, _ holds: [Hold]) -> PodShape {
        var shape = PodShape(pod: surveyed.pod)
        for written in surveyed.writtenWaits {
            shape.written[surveyed.pod.all[written.container].name, default: []].append(written)
        }
        let isOn = IstioHold.effective(survey.mesh, surveyed.pod).hold.isOn
        MeshProxyModel.add(to: &shape, surveyed.mesh, isHeld: isOn)
        return shape
    }

    /// Without waits: init containers that do nothing else are gone, hooks that wait as well.
    private func unheld(_ surveyed: SurveyedPod, _ holds: [Hold]) -> PodShape {
        var shape = PodShape(pod: surveyed.pod)
        shape.dropsWaits = true
        let waiting = Set(
            surveyed.writtenWaits.filter { $0.site == .initContainer && $0.wait.isWholeCommand }
                .map { surveyed.pod.all[$0.container].name })
        shape.pod.initContainers.removeAll { waiting.contains($0.name) || WaiterCommands.onlyWaits($0.commandLine) }
        let hooked = Set(
            surveyed.writtenWaits.filter { $0.site == .postStart }.map { surveyed.pod.all[$0.container].name })
        for index in shape.pod.containers.indices {
            guard case .exec(let words)? = shape.pod.containers[index].spec.postStart,
                hooked.contains(shape.pod.containers[index].name) || WaiterCommands.onlyWaits(words)
            else { continue }
            shape.pod.containers[index].spec.postStart = nil
        }
        MeshProxyModel.add(to: &shape, surveyed.mesh, isHeld: false)
        return shape
    }

    private func sleeping(_ surveyed: SurveyedPod, _ holds: [Hold], _ time: Duration) -> PodShape? {
        let dependents = holds.filter { $0.strategy != .native }.map(\.dependent)
        guard !dependents.isEmpty else { return nil }
        var shape = unheld(surveyed, holds)
        for name in dependents { shape.pauses[name] = time }
        return shape
    }

    /// Containers of the same pod cannot be waited for like this: they start afterwards.
    private func looping(_ surveyed: SurveyedPod, _ declared: DeclaredPlan, _ pause: Duration) -> PodShape? {
        let targets = declared.plan?.declaration.waits.map(\.url) ?? []
        let isHeld = declared.plan?.holds.contains { $0.dependency.kind == .target } ?? false
        guard !targets.isEmpty, isHeld else { return nil }
        var shape = unheld(surveyed, declared.plan?.holds ?? [])
        let name = PodHolder.waitContainer
        let container = Container(
            spec: ContainerSpec(name), image: "",
            command: [PodShaper.tools.waiter, "wait", "--timeout", "0"] + targets, arguments: [], environment: [],
            workingDirectory: "", ports: [:], node: surveyed.pod.node)
        let sidecars = shape.pod.initContainers.lastIndex { $0.spec.isRestartable }
        shape.pod.initContainers.insert(container, at: sidecars.map { $0 + 1 } ?? 0)
        shape.paces[name] = .every(pause)
        return shape
    }

    /// Each dependency goes before its dependents, and its hook waits for it.
    private func hooked(_ surveyed: SurveyedPod, _ holds: [Hold]) -> PodShape? {
        var shape = unheld(surveyed, holds)
        let regular = shape.pod.containers.map(\.name)
        let inner = holds.filter {
            $0.dependency.kind == .container && $0.condition != .completed && regular.contains($0.dependent)
                && regular.contains($0.dependency.name)
        }
        guard !inner.isEmpty else { return nil }
        var placed: [Container] = []
        var rest = shape.pod.containers
        while !rest.isEmpty {
            let free = rest.firstIndex { container in
                !inner.contains { hold in
                    hold.dependent == container.name && rest.contains { $0.name == hold.dependency.name }
                }
            }
            placed.append(rest.remove(at: free ?? 0))
        }
        shape.pod.containers = placed
        shape.pilotHooks = Set(inner.map(\.dependency.name))
        return shape
    }

    /// The proxy first, with Istio's hook; what a native sidecar is, needs no hold.
    private func istio(_ surveyed: SurveyedPod, _ holds: [Hold]) -> PodShape? {
        guard !surveyed.mesh.isNative, surveyed.mesh != .none else { return nil }
        var shape = unheld(surveyed, holds)
        if let index = shape.pod.containers.firstIndex(where: { $0.name == IstioHold.proxy }) {
            shape.pod.containers.insert(shape.pod.containers.remove(at: index), at: 0)
            shape.pilotHooks = [IstioHold.proxy]
        }
        MeshProxyModel.hold(&shape)
        return shape
    }

    /// The plan carried out, as `inject` does it.
    private func planned(_ surveyed: SurveyedPod, _ declared: DeclaredPlan) -> PodShape? {
        if declared.isInjected { return today(surveyed, declared.plan?.holds ?? []) }
        guard let plan = declared.plan, plan.holds.contains(where: { $0.strategy != .native }) else { return nil }
        let held = PodHolder.hold(plan, tools: PodShaper.tools)
        if held.diagnostics.contains(where: { $0.severity == .error }) { return nil }
        var shape = PodShape(pod: held.pod)
        for (number, written) in surveyed.writtenWaits.enumerated() {
            let container = surveyed.pod.all[written.container]
            // What the plan has put in place of a hook or a container is not what was written.
            let isReplacedHook =
                written.site == .postStart
                && held.pod.container(named: container.name)?.spec.postStart != container.spec.postStart
            if isReplacedHook || declared.taken.contains(number) { continue }
            shape.written[container.name, default: []].append(written)
        }
        for hold in plan.holds where hold.strategy != .native {
            if shape.heldFor[hold.dependent]?.contains(hold.dependency.name) != true {
                shape.heldFor[hold.dependent, default: []].append(hold.dependency.name)
            }
        }
        if !held.usesWaiter.isEmpty, survey.settings.cluster.version < KubernetesVersion(1, 36) {
            shape.pod.initContainers.insert(PodShaper.copier(plan.pod), at: 0)
        }
        let isOn =
            IstioHold.effective(survey.mesh, surveyed.pod).hold.isOn
            || plan.holds.contains { $0.hook == .istioSwitch }
        MeshProxyModel.add(to: &shape, surveyed.mesh, isHeld: isOn)
        return shape
    }

    private static func copier(_ pod: Pod) -> Container {
        Container(
            spec: ContainerSpec("holdfast-copy"), image: "", command: [tools.waiter, "copy", tools.waiter],
            arguments: [], environment: [], workingDirectory: "", ports: [:], node: pod.node)
    }
}
