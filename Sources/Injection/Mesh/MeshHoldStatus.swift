import Manifests
import Startup

/// Where Istio's hold is on among some manifests, and what decides it.
public enum MeshHoldStatus {
    /// One workload.
    public struct Line: Sendable, Hashable {
        /// Such as `deployment/shop`.
        public var workload: String
        /// Whether its containers are held.
        public var isOn: Bool
        /// What decides it; `nothing says it` when no place does.
        public var decidedBy: String
        /// Where that is written; `nil` when nowhere.
        public var place: Place?
    }

    /// The workloads of the sources, in order, and what is wrong with what they say.
    public static func read(_ sources: [Source]) -> (lines: [Line], diagnostics: [Diagnostic]) {
        let set = ManifestSet(sources)
        let (mesh, meshDiagnostics) = IstioMesh.read(set.objects)
        var diagnostics = set.diagnostics + meshDiagnostics
        var lines = mesh.switches.sorted { $0.key < $1.key }.map { revision, found in
            let isHelms = found.hold != true && found.helmHold
            return Line(
                workload: revision.isEmpty ? "mesh" : "mesh/\(revision)", isOn: found.hold == true || found.helmHold,
                decidedBy: isHelms ? "Helm value global.proxy.\(IstioHold.key)" : "the mesh's configuration",
                place: isHelms ? found.helmPlace : found.place)
        }
        for workload in set.workloads {
            guard let pod = PodReader.read(workload).pod else { continue }
            let (hold, found) = IstioHold.effective(mesh, pod)
            diagnostics += found
            let isSaid = !hold.decidedBy.isEmpty
            lines.append(
                Line(
                    workload: pod.namespace.isEmpty ? pod.title : pod.namespace + "/" + pod.title, isOn: hold.isOn,
                    decidedBy: isSaid ? hold.decidedBy : "nothing says it",
                    place: isSaid ? hold.place : nil))
        }
        return (lines, diagnostics)
    }
}
