import HandWritten
import Injection
import Probing
import Startup
import Topology

/// What a pod is to wait for: as it declares it, or, where it declares nothing, as its hand-written waits mean it.
struct DeclaredPlan {
    /// The plan; `nil` when there is none to be had.
    var plan: StartupPlan?
    /// Init containers that only wait, and whose waits are in the plan: it stands for them.
    var replaced: Set<String> = []
    /// Hand-written waits that are in the plan, by their positions in ``SurveyedPod/writtenWaits``.
    var taken: Set<Int> = []
    /// Whether the pod was injected already, so that its manifest carries its plan out.
    var isInjected = false

    /// The plan that a survey has; with another strategy for everything where one is given. Hand-written waits are
    /// left alone unless it `migrates`.
    init(_ surveyed: SurveyedPod, cluster: Cluster, strategy: Strategy? = nil, migrates: Bool = true) {
        isInjected = InjectedPodReader.isInjected(surveyed.pod)
        plan = surveyed.plan
        var declaration = surveyed.declaration
        guard !isInjected, !declaration.isOptedOut else { return }
        var pod = surveyed.pod
        if declaration.isEmpty {
            guard migrates else { return }
            let found = DeclaredPlan.migrated(surveyed)
            guard !found.waits.isEmpty else { return }
            declaration.waits = found.waits
            replaced = found.replaced
            taken = found.taken
            pod.initContainers.removeAll { replaced.contains($0.name) }
        } else if strategy == nil {
            return
        }
        if let strategy { declaration.strategy = strategy }
        plan = StartupPlanner.plan(pod, declaration, cluster: cluster).plan
    }

    private static func migrated(
        _ surveyed: SurveyedPod
    ) -> (waits: [Declaration.Wait], replaced: Set<String>, taken: Set<Int>) {
        var waits: [Declaration.Wait] = []
        var taken: Set<Int> = []
        var replaced: Set<String> = []
        var kept: Set<String> = []
        for (number, written) in surveyed.writtenWaits.enumerated() where written.site != .postStart {
            let name = surveyed.pod.all[written.container].name
            // What a sleep stands for nobody knows.
            let urls = written.wait.shape == .sleep ? [] : written.wait.targets.compactMap(\.meant)
            let targets = urls.compactMap { try? TargetParser.parse($0) }
            // One of several is more than a declaration can say.
            let isKnown =
                !urls.isEmpty && targets.count == written.wait.targets.count
                && (written.wait.needsAll || targets.count == 1)
            if isKnown { taken.insert(number) }
            for (url, target) in zip(urls, targets) where isKnown {
                if waits.contains(where: { $0.url == url }) { continue }
                waits.append(.init(url: url, target: target, place: Place(written.node)))
            }
            if written.site == .initContainer, written.wait.isWholeCommand, isKnown {
                replaced.insert(name)
            } else {
                kept.insert(name)
            }
        }
        return (waits, replaced.subtracting(kept), taken)
    }
}
