import Manifests
import Startup
import Topology

/// A field that gives up on a pod's start after some seconds.
struct PodDeadline: Sendable {
    /// Its name: `progressDeadlineSeconds`.
    var field: String
    /// How long.
    var seconds: Int
    /// Whether the manifest says so, rather than the default.
    var isExplicit: Bool
    /// Whether the pod is killed then; otherwise the workload is only said to have failed.
    var kills: Bool

    /// The deadlines that count for a pod.
    static func all(of workload: Workload) -> [PodDeadline] {
        var found: [PodDeadline] = []
        let spec = workload.node["spec"]
        if workload.kind == "Deployment" {
            let own = seconds(spec?["progressDeadlineSeconds"])
            // The largest that the field takes stands for "never" (apps/v1).
            if own != Int(Int32.max) {
                found.append(
                    PodDeadline(
                        field: "progressDeadlineSeconds", seconds: own ?? 600, isExplicit: own != nil, kills: false))
            }
        }
        let job = workload.kind == "CronJob" ? spec?["jobTemplate"]?["spec"] : workload.kind == "Job" ? spec : nil
        for node in [job?["activeDeadlineSeconds"], workload.podSpec["activeDeadlineSeconds"]] {
            guard let own = seconds(node) else { continue }
            found.append(PodDeadline(field: "activeDeadlineSeconds", seconds: own, isExplicit: true, kills: true))
            break
        }
        return found
    }

    private static func seconds(_ node: Node?) -> Int? { node.flatMap { Int($0.text) } }
}
