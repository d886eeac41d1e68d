import Manifests
import Prediction
import Startup

/// The pods and Services of a scenario, and what its programs' conditions mean among them.
struct ScenarioPods {
    /// Who has to do something so that a condition holds.
    enum Meaning: Hashable {
        case container(pod: Int, name: String, ProgramState)
        case target(Int)
    }

    let scenario: Scenario
    let pods: [Pod]
    let services: [(name: String, selector: LabelSelector)]

    /// The pods of a scenario as its manifests have them, and what is wrong with what it says about them.
    static func read(_ scenario: Scenario) -> (pods: ScenarioPods, diagnostics: [Diagnostic]) {
        let set = ManifestSet(scenario.manifests)
        var diagnostics: [Diagnostic] = []
        var pods: [Pod] = []
        for workload in set.workloads {
            let (pod, found) = PodReader.read(workload)
            diagnostics += found
            if let pod { pods.append(pod) }
        }
        let result = ScenarioPods(scenario: scenario, pods: pods, services: services(set))
        return (result, diagnostics + result.check())
    }

    private static func services(_ set: ManifestSet) -> [(name: String, selector: LabelSelector)] {
        set.objects.filter { $0.kind == "Service" }.map { object in
            var selector = LabelSelector()
            for entry in object.node["spec"]?["selector"]?.entries ?? [] {
                selector.labels[entry.key.text] = entry.value.text
            }
            return (object.name, selector)
        }
    }

    /// What a container does.
    func program(_ container: String, of pod: String) -> ScenarioProgram {
        scenario.programs[pod + "/" + container] ?? scenario.programs[container] ?? ScenarioProgram()
    }

    /// The container of a pod that answers on a port.
    func listener(_ port: Int, in pod: Int) -> String? {
        pods[pod].all.first { program($0.name, of: pods[pod].name).port == port }?.name
    }

    /// The pods behind a Service.
    func members(_ service: String) -> [Int]? {
        guard let found = services.first(where: { $0.name == service }) else { return nil }
        return pods.indices.filter { found.selector.matches(pods[$0].labels) }
    }

    /// What a condition means to a container of this pod; `nil` when nobody here makes it true.
    func meaning(_ condition: ScenarioCondition, in pod: Int) -> Meaning? {
        switch condition {
        case .container(let name, let state):
            pods[pod].container(named: name).map { _ in .container(pod: pod, name: name, state) }
        case .url(let text, let target):
            meaning(ScenarioTarget(url: text, target: target, readyAt: nil), in: pod)
        }
    }

    func meaning(_ asked: ScenarioTarget, in pod: Int) -> Meaning? {
        if let index = scenario.targets.firstIndex(where: { $0.key == asked.key }) { return .target(index) }
        guard let place = asked.target.place else { return nil }
        var state = ProgramState.answering
        if case .tcp = asked.target.endpoint { state = .listening }
        let hosts = asked.target.endpoint.isLocal ? [pod] : members(String(place.host.prefix { $0 != "." })) ?? []
        for other in hosts {
            if let name = listener(place.port, in: other) { return .container(pod: other, name: name, state) }
        }
        return nil
    }

    // MARK: Checks

    private func check() -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        let node = scenario.manifests.first?.root
        func wrong(_ message: String, cure: String) {
            var diagnostic = Diagnostic(.error, message, cure: cure)
            diagnostic.file = node?.source.name ?? ""
            diagnostics.append(diagnostic)
        }
        let names = pods.flatMap { pod in pod.all.flatMap { [$0.name, pod.name + "/" + $0.name] } }
        for name in scenario.programs.keys.sorted() where !names.contains(name) {
            wrong("programs: there is no container \"\(name)\"", cure: Suggestion.cure(for: name, among: names))
        }
        for (index, pod) in pods.enumerated() {
            for container in pod.all {
                let program = program(container.name, of: pod.name)
                let hooked = (program.postStart?.waits ?? []).map(\.condition)
                for condition in program.needs + program.waits.map(\.condition) + hooked
                where meaning(condition, in: index) == nil {
                    wrong(
                        "\(pod.name)/\(container.name) asks for \(condition.text), and nobody makes that true",
                        cure: "add it to targets, or give the program that answers there its port")
                }
                if program.postStart != nil, container.spec.postStart == nil {
                    wrong(
                        "\(pod.name)/\(container.name) has no postStart hook in its manifest, but one in programs",
                        cure: "add lifecycle.postStart.exec to it")
                }
            }
        }
        for timed in scenario.expected + scenario.measured.flatMap(\.events) {
            let pod = pods.first { $0.name == timed.event.pod }
            guard pod == nil || timed.event.container.map({ pod?.container(named: $0) == nil }) ?? false else {
                continue
            }
            // Holdfast's own container is in no manifest.
            if timed.event.container == "holdfast-wait" { continue }
            wrong(
                "\"\(timed.event.text(isShort: false))\" is about nobody in the manifests",
                cure: Suggestion.cure(for: timed.event.container ?? timed.event.pod, among: names))
        }
        return diagnostics
    }
}
