import Kubelet

/// What whoever runs a scenario on a node has to know of it beside its manifests, a line each.
public struct RunFacts: Sendable {
    /// - `until MS`: how long it lasts
    /// - `pod NAME`, `container POD/NAME`: whom its events may be about
    /// - `held POD/NAME`: a container whose own program begins when Holdfast's waiter lets it go
    /// - `probe POD/NAME KIND SECONDS`: a probe and its period
    /// - `published`: when a pod's IP is published counts
    /// - `needs VERSION WHAT`: what older clusters do not have
    public let text: String

    /// The facts of a scenario.
    public init(_ scenario: Scenario) {
        let virtual = VirtualScenario(scenario, .cluster(scenario.timing))
        var lines = ["until \(Int(scenario.until / .milliseconds(1)))"]
        for pod in virtual.pods {
            lines.append("pod \(pod.name)")
            for container in pod.spec.all {
                let place = "\(pod.name)/\(container.name)"
                let released = ScenarioEvent(pod: pod.name, container: container.name, .released)
                lines.append("container \(place)")
                if scenario.expected.contains(where: { $0.event == released }) { lines.append("held \(place)") }
                for kind in ProbeKind.allCases {
                    guard let probe = container.probes[kind] else { continue }
                    lines.append("probe \(place) \(kind.rawValue) \(probe.period)")
                }
                if container.isRestartable { lines.append("needs 1.29 native sidecars") }
                for case .sleep? in [container.postStart, container.preStop] { lines.append("needs 1.30 sleep hooks") }
            }
        }
        if scenario.expected.contains(where: { $0.event.kind == .published }) { lines.append("published") }
        text = lines.map { $0 + "\n" }.joined()
    }
}
