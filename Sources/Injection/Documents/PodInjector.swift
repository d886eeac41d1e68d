import Manifests
import Startup

/// Injects into one workload: template, declaration, plan, held pod, edits, status.
struct PodInjector {
    let settings: InjectionSettings
    /// What is wrong or worth knowing, of all workloads so far.
    private(set) var diagnostics: [Diagnostic] = []

    init(_ settings: InjectionSettings) {
        self.settings = settings
    }

    /// Changes the object's draft. `nil` when it asks for nothing, or cannot be held; diagnostics say which.
    mutating func inject(_ object: inout Draft, _ workload: Workload) -> InjectedPod? {
        defer { relocate(workload) }
        guard let path = Workload.templatePaths[workload.kind] else { return nil }
        let (read, readDiagnostics) = PodReader.read(workload)
        guard var original = read else {
            diagnostics += readDiagnostics
            return nil
        }
        if original.namespace.isEmpty { original.namespace = settings.defaultNamespace }
        // A pod that opted out is not looked at: what is wrong with it is its own affair.
        // The label says the same to the API server, which then does not even ask the webhook (objectSelector).
        let optOut = "holdfast.dev/inject"
        if original.annotations[optOut]?.text == "false" || original.labels[optOut] == "false" { return nil }
        var template = object[path: path] ?? object
        let policies = StartupPolicy.matching(
            settings.policies, original, defaultNamespace: settings.defaultNamespace)
        var templates = TemplateInjector(policies)
        let added = templates.apply(to: &template)
        guard var pod = added.isEmpty ? original : reread(template, workload) else { return nil }
        pod.namespace = original.namespace
        let (declaration, declarationDiagnostics) = DeclarationReader.read(
            pod, mesh: settings.mesh, policies: policies, defaults: settings.defaults,
            cluster: settings.cluster)
        let isFaulty = (readDiagnostics + declarationDiagnostics).contains { $0.severity == .error }
        if workload.kind != "Pod" { diagnostics += PodInjector.misplaced(workload) }
        // What is wrong with a pod that asks for nothing is for others to say.
        guard !declaration.isEmpty || !added.isEmpty else {
            diagnostics += declarationDiagnostics
            return nil
        }
        diagnostics += readDiagnostics + templates.diagnostics + declarationDiagnostics
        if isFaulty { return nil }
        if pod.isWindows {
            diagnostics.append(
                Diagnostic(
                    .warning, "\(pod.title) runs on Windows and is left as it is: the waiter is a Linux program",
                    cure: "set holdfast.dev/inject: \"false\" to say so in the manifest", at: workload.podSpec))
            return nil
        }
        let (plan, planDiagnostics) = StartupPlanner.plan(pod, declaration, cluster: settings.cluster)
        diagnostics += planDiagnostics
        guard let plan else { return nil }
        return edit(&object, template, path, plan, workload, added)
    }

    private mutating func edit(
        _ object: inout Draft, _ template: Draft, _ path: [String], _ plan: StartupPlan, _ workload: Workload,
        _ added: [String]
    ) -> InjectedPod? {
        var template = template
        let paths = WaiterPaths(for: template, of: object)
        let held = PodHolder.hold(
            plan,
            tools: WaiterTools(
                waiter: paths.waiter, stateDirectory: paths.stateDirectory,
                hasContainerLog: !PodInjector.sharesProcesses(template)))
        diagnostics += held.diagnostics
        if held.diagnostics.contains(where: { $0.severity == .error }) { return nil }
        let delivery = settings.delivery ?? (settings.cluster.version >= KubernetesVersion(1, 36) ? .image : .copy)
        let parts = InjectedParts(
            image: settings.image, delivery: delivery, paths: paths, usesWaiter: held.usesWaiter,
            usesState: held.usesState, needsUser: PodInjector.runsAsRoot(template),
            isGuaranteed: QualityOfService.isGuaranteed(template))
        PodEditor(plan: plan, held: held, parts: parts).edit(&template)
        var result = InjectedPod(plan, workload, templates: added)
        let place = ["metadata", "annotations", InjectionStatus.annotation]
        template.update(path: place.dropLast()) { $0.set(InjectionStatus.annotation, .string("")) }
        var reversal = Reversal()
        do throws(EditError) {
            reversal = try Reversal(of: template, shared: PodInjector.shared)
            // Nothing but the status itself: the manifest assures everything already.
            if reversal.isOnly(place) { return result }
        } catch {
            // What cannot be undone piece by piece is written anew, and undone as a whole.
            result.isRewritten = true
        }
        let status = InjectionStatus(
            author: settings.author, deeds: PodInjector.deeds(plan, added), undo: .reversal(reversal))
        template.update(path: place.dropLast()) { $0.set(InjectionStatus.annotation, .string(status.text)) }
        object.update(path: path[...]) { $0 = template }
        result.isChanged = true
        return result
    }

    /// Mappings of a pod template in which others, such as kustomize, put something after us.
    private static let shared: Set<String> = ["metadata", "annotations", "lifecycle"]

    /// Annotations on the workload itself: nobody reads them there, and nothing would say so.
    private static func misplaced(_ workload: Workload) -> [Diagnostic] {
        guard let annotations = workload.node["metadata"]?["annotations"], annotations.kind == .mapping else {
            return []
        }
        return annotations.entries.compactMap { entry in
            guard entry.key.text.hasPrefix("holdfast.dev/") else { return nil }
            return Diagnostic(
                .warning, "\(entry.key.text) means nothing on the \(workload.kind) itself",
                cure: "move it to the pod template's metadata.annotations", at: entry.key)
        }
    }

    /// What was found since the last time that this was asked.
    mutating func takeDiagnostics() -> [Diagnostic] {
        defer { diagnostics = [] }
        return diagnostics
    }

    /// Marks places in a text that no file has: that of a pod with the containers of policies.
    private static let rereadMark = "\u{0}"

    /// What is said about such a text stands at the pod.
    private mutating func relocate(_ workload: Workload) {
        let mark = workload.node.source.name + PodInjector.rereadMark
        for index in diagnostics.indices where diagnostics[index].file == mark {
            diagnostics[index].file = workload.node.source.name
            diagnostics[index].location = workload.podSpec.location
        }
    }

    /// The pod with what templates brought in.
    private mutating func reread(_ template: Draft, _ workload: Workload) -> Pod? {
        let text = ValueWriter.flow(template.value, isJSON: true)
        guard let root = try? YAML.parse(text, name: workload.node.source.name + PodInjector.rereadMark).first?.root,
            let spec = root["spec"]
        else { return nil }
        var copy = workload
        copy.template = root
        copy.podSpec = spec
        let (pod, found) = PodReader.read(copy)
        diagnostics += found
        return pod
    }

    /// The kubelet refuses `runAsNonRoot` for a container that the pod runs as user 0.
    private static func runsAsRoot(_ template: Draft) -> Bool {
        template[path: ["spec", "securityContext", "runAsUser"]]?.value == .int(0)
    }

    /// Process 1, into whose log a hook writes, is the pause container's or the node's then.
    private static func sharesProcesses(_ template: Draft) -> Bool {
        ["shareProcessNamespace", "hostPID"].contains { template[path: ["spec", $0]]?.value == .bool(true) }
    }

    /// One line for each dependency: who comes after what, and how.
    static func deeds(_ plan: StartupPlan, _ templates: [String]) -> [String] {
        var lines = templates.map { "container \($0): from a policy" }
        var seen: [String: [String]] = [:]
        var order: [String] = []
        for hold in plan.holds where hold.strategy != .native {
            let key = "after \(hold.dependency.name) \(hold.condition.rawValue): \(hold.strategy.rawValue)"
            if seen[key] == nil { order.append(key) }
            seen[key, default: []].append(hold.dependent)
        }
        lines += order.map { key in (seen[key] ?? []).joined(separator: ", ") + " " + key }
        return lines
    }
}
