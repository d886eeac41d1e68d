import Rendering
import Startup

extension PodRun {
    /// The path through these pods that decided when everything was ready.
    static func criticalPath(_ pods: [PodRun]) -> CriticalPathFinder {
        CriticalPathFinder(
            pods.map(\.rows),
            decider: { step in
                guard let target = pods[step.pod].decidedBy[step.row] else { return nil }
                return server(of: target, pods)
            },
            needs: { step, other in
                let rows = pods[step.pod].rows
                return pods[step.pod].plan.holds.contains {
                    $0.dependent == rows[step.row].row.container
                        && $0.dependency.name == rows[other.row].row.container
                }
            })
    }

    /// The last container of the pod whose name is a target's host.
    private static func server(of target: String, _ pods: [PodRun]) -> CriticalPathFinder.Step? {
        let host = target.split(separator: "/", maxSplits: 1).last.map { $0.drop { $0 == "/" } } ?? ""
        let name = host.prefix { $0 != ":" && $0 != "/" && $0 != "." && $0 != "#" }
        guard let pod = pods.lastIndex(where: { $0.name == name }),
            let row = pods[pod].rows.lastIndex(where: { $0.row.role == "container" })
        else { return nil }
        return .init(pod: pod, row: row)
    }
}
