import Kubelet
import Manifests
import Startup

/// A scenario's manifests with commands that do what its programs do: `holdfast up` runs them.
public struct RunnableScenario: Sendable {
    /// The pod that plays what is outside.
    public static let outside = "holdfast-outside"

    /// The manifests as YAML, in documents.
    public let text: String

    /// The manifests of a scenario, to be run in a directory of their own.
    ///
    /// A probe by HTTP or TCP on a port that one of the programs has stays as it is; every other one becomes a command
    /// that looks for the program's file. So does a hook that a program describes; any other stays.
    public init(_ scenario: Scenario, place: RunPlace = .up) {
        let pods = ScenarioPods.read(scenario).pods
        var documents: [Value] = []
        var pod = 0
        let outside = RunnableScenario.outsidePod(scenario, place)
        documents += outside
        for document in scenario.manifests {
            var value = Value(document.root)
            let kind = document.root["kind"]?.text ?? ""
            let version = document.root["apiVersion"]?.text ?? ""
            if let path = Workload.templatePath(kind: kind, apiVersion: version), pod < pods.pods.count {
                let maker = RunnablePod(pods: pods, pod: pod, place: place)
                value.update(path + ["spec"]) { maker.rewrite(&$0) }
                pod += 1
            }
            documents.append(value)
        }
        let style = TextStyle()
        text = documents.map { ValueWriter.blockDocument($0, style: style) }.joined(separator: "---\n")
    }

    private static func outsidePod(_ scenario: Scenario, _ place: RunPlace) -> [Value] {
        var containers: [Value] = []
        var hosts: [String] = []
        for (index, target) in scenario.targets.enumerated() {
            if let host = target.target.place?.host, !target.target.endpoint.isLocal, !hosts.contains(host) {
                hosts.append(host)
            }
            guard let time = target.readyAt else { continue }
            var container = Value.fields(
                ("name", .string("target-\(index)")),
                ("command", .strings(ProgramScript.target(index, target, readyAt: time, place))))
            if let node = place.node { RunnablePod.mount(&container, image: node.pythonImage) }
            containers.append(container)
        }
        // Names of Services are what `up` makes names of this machine of.
        let isNode = place.node != nil
        var documents = hosts.map { host in
            var spec = Value.fields(("clusterIP", .string("None")))
            if isNode { spec.set("selector", .fields(("app", .string(outside)))) }
            return Value.fields(
                ("apiVersion", .string("v1")), ("kind", .string("Service")),
                ("metadata", .fields(("name", .string(host)))), ("spec", spec))
        }
        guard !containers.isEmpty else { return documents }
        var metadata = Value.fields(("name", .string(outside)))
        if isNode { metadata.set("labels", .fields(("app", .string(outside)))) }
        var spec = Value.fields(("containers", .sequence(containers)))
        if let node = place.node {
            spec.set("terminationGracePeriodSeconds", .int(0))
            spec.set("volumes", RunnablePod.volumes(node))
        }
        documents.append(
            .fields(("apiVersion", .string("v1")), ("kind", .string("Pod")), ("metadata", metadata), ("spec", spec)))
        return documents
    }
}
