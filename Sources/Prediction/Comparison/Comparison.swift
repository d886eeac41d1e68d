import Injection
import Startup
import Topology

/// Ways of ordering the start side by side, for every workload that waits for something.
///
/// Every way is two runs of all manifests, whatever their number: a cold start of everything, each pod in that way
/// where it has something to do with it and as it is today where not; and a further pod of each when everything outside
/// it is ready.
public struct Comparison: Sendable {
    /// The workloads, in the order of the manifests.
    public private(set) var workloads: [ComparedWorkload] = []
    /// What was assumed, of any way: each value once.
    public private(set) var assumed: [AssumedValue] = []
    /// The targets that nobody among the manifests answers for.
    public private(set) var targets: [String] = []

    private struct Run {
        let way: Way
        let unchanged: Set<Int>
        let cold: [Cell]
        let scaling: [Cell]
    }

    /// Compares. `today` is among the ways, asked for or not.
    ///
    /// - Parameter end: how long a run may last; what is not there by then never gets there.
    public init(
        _ survey: Survey, _ assumptions: Assumptions = Assumptions(), ways: [Way] = Way.compared,
        timing: ClusterTiming = ClusterTiming(), until end: Duration = .seconds(3600), seed: UInt64 = 1
    ) {
        var seen: Set<AssumedValue> = []
        var runs: [Run] = []
        var ordered: [Way] = [.unheld, .today]
        for way in ways where !ordered.contains(way) { ordered.append(way) }
        for way in ordered {
            let forecast = Forecast(survey, way, assumptions)
            // A way that is nobody's is today once more.
            if forecast.unchanged.count == survey.pods.count { continue }
            for value in forecast.assumed where seen.insert(value).inserted { assumed.append(value) }
            for target in forecast.targets where !targets.contains(target) { targets.append(target) }
            runs.append(
                Run(
                    way: way, unchanged: forecast.unchanged,
                    cold: Comparison.cells(forecast.run(timing: timing, until: end, seed: seed)),
                    scaling: Comparison.cells(forecast.run(isWarm: true, timing: timing, until: end, seed: seed))))
        }
        let titles = survey.titles
        for pod in survey.pods.indices where Comparison.waits(survey, pod) {
            workloads.append(
                Comparison.workload(
                    survey, pod, titles[pod], runs, copes: Comparison.copes(survey.pods[pod].pod, assumptions)))
        }
    }

    /// Whether a pod waits for something, or is to.
    private static func waits(_ survey: Survey, _ pod: Int) -> Bool {
        let surveyed = survey.pods[pod]
        if surveyed.declaration.isOptedOut { return !surveyed.writtenWaits.isEmpty }
        if !surveyed.declaration.isEmpty || !surveyed.writtenWaits.isEmpty { return true }
        return InjectedPodReader.isInjected(surveyed.pod)
    }

    private static func copes(_ pod: Pod, _ assumptions: Assumptions) -> Bool {
        pod.all.contains { container in
            assumptions.times(of: container, in: pod, isInit: false, isJob: false).entries[.crash]?.time == .never
        }
    }

    private static func cells(_ outcome: Outcome) -> [Cell] {
        var blocked: [String: Blocked] = [:]
        for one in outcome.blocked { blocked[one.pod] = one }
        return outcome.pods.map { Cell($0, blocked[$0.name]) }
    }

    private static func workload(_ survey: Survey, _ pod: Int, _ title: String, _ runs: [Run], copes: Bool)
        -> ComparedWorkload
    {
        let base = runs[0].scaling[pod].done
        func row(_ run: Run) -> ComparisonRow {
            let scaling = run.scaling[pod]
            return ComparisonRow(
                way: run.way, cold: run.cold[pod], scaling: scaling,
                extra: base.flatMap { base in scaling.done.map { $0 - base } })
        }
        let unheld = row(runs[0])
        let today = row(runs[1])
        let rows = [today] + runs.dropFirst(2).filter { !$0.unchanged.contains(pod) }.map(row)
        let surveyed = survey.pods[pod]
        var adviser = Adviser(
            today: today, unheld: unheld, plan: rows.first { $0.way == .plan }, wrap: rows.first { $0.way == .wrap })
        adviser.copes = copes
        adviser.isBroken = DeclaredPlan(pod, of: survey).plan == nil
        adviser.isInjected = InjectedPodReader.isInjected(surveyed.pod)
        adviser.sleeps = surveyed.writtenWaits.filter { $0.wait.shape == .sleep }.compactMap(\.wait.deadline)
            .reduce(.zero) { $0 + .milliseconds($1) }
        return ComparedWorkload(
            pod: pod, title: title, rows: rows, unheld: unheld, advice: adviser.advice)
    }
}
