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
    /// Containers whose postStart hook only waits for something outside, and whose waits are in the plan.
    var replacedHooks: Set<String> = []
    /// Hand-written waits that are in the plan, by their positions in ``SurveyedPod/writtenWaits``.
    var taken: Set<Int> = []
    /// Whether the pod was injected already, so that its manifest carries its plan out.
    var isInjected = false

    /// The plan that a survey has; with another strategy for everything where one is given.
    init(_ index: Int, of survey: Survey, strategy: Strategy? = nil) {
        let surveyed = survey.pods[index]
        isInjected = InjectedPodReader.isInjected(surveyed.pod)
        plan = surveyed.plan
        var declaration = surveyed.declaration
        guard !isInjected, !declaration.isOptedOut else { return }
        var pod = surveyed.pod
        if declaration.isEmpty {
            let waits = migrate(surveyed, survey)
            guard !waits.isEmpty else { return }
            declaration.waits = waits
            pod.initContainers.removeAll { replaced.contains($0.name) }
            for index in pod.containers.indices where replacedHooks.contains(pod.containers[index].name) {
                pod.containers[index].spec.postStart = nil
            }
        } else if strategy == nil {
            return
        }
        if let strategy { declaration.strategy = strategy }
        let found = StartupPlanner.plan(pod, declaration, cluster: survey.settings.cluster).plan
        if found == nil, surveyed.declaration.isEmpty {
            // What was only guessed is no reason to complain: the waits stay as they are.
            (replaced, replacedHooks, taken) = ([], [], [])
            return
        }
        plan = found
    }

    /// What the hand-written waits ask of others, as targets; notes which of them that makes superfluous.
    private mutating func migrate(_ surveyed: SurveyedPod, _ survey: Survey) -> [Declaration.Wait] {
        var waits: [Declaration.Wait] = []
        var kept: Set<String> = []
        for (number, written) in surveyed.writtenWaits.enumerated() {
            let name = surveyed.pod.all[written.container].name
            // What a sleep stands for nobody knows.
            let urls = written.wait.shape == .sleep ? [] : written.wait.targets.compactMap(\.meant)
            let targets = urls.compactMap { try? TargetParser.parse($0) }
            // One of several is more than a declaration can say.
            let isKnown =
                !targets.isEmpty && targets.count == written.wait.targets.count
                && (written.wait.needsAll || targets.count == 1)
                && !targets.contains { asksItself($0, surveyed, survey) }
            if isKnown, written.site != .postStart { taken.insert(number) }
            for (url, target) in zip(urls, targets) where isKnown {
                if waits.contains(where: { $0.url == url }) { continue }
                waits.append(.init(url: url, target: target, place: Place(written.node)))
            }
            guard isKnown, written.wait.isWholeCommand, written.site != .container else {
                kept.insert(name)
                continue
            }
            if written.site == .initContainer { replaced.insert(name) } else { replacedHooks.insert(name) }
        }
        replaced.subtract(kept)
        replacedHooks.subtract(kept)
        return waits
    }

    /// What waits for its own pod orders its containers, which is something else.
    private func asksItself(_ target: Target, _ surveyed: SurveyedPod, _ survey: Survey) -> Bool {
        if case .ownPod = survey.meaning(of: target, from: surveyed.pod.namespace) { true } else { false }
    }
}
