import Driving
import Foundation
import Observing
import Stories

/// Plays the article's story on the cluster, one way at a time.
struct StoryRun {
    let surroundings: Surroundings
    let story: ApolloStory

    init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
        story = ApolloStory(
            replicas: surroundings.replicas, delay: 20, busybox: surroundings.busybox, python: surroundings.python)
    }

    /// Where the controller is, it is in the way of what is measured without it.
    private static let optedOut = ["holdfast.dev/admission=disabled"]

    /// The same Deployment with a dependency that has been ready for long: what starting costs by itself.
    func bound() async throws -> LowerBound {
        try await Namespace.with("alone", surroundings.kubectl, labels: Self.optedOut) { kubectl in
            try await kubectl.create(story.programs)
            var ready = story
            ready.delay = 0
            try await kubectl.create(ready.dependency)
            _ = await Deadline.poll(.seconds(60)) { try await reachable(kubectl) }
            let began = Date().timeIntervalSince1970
            let record = try await watch(kubectl, began: .now, limit: .seconds(120)) {
                try await kubectl.create(story.business(.nothing))
            }
            let starts = LogTimes.first("shop starts", in: try await kubectl.logs("app=shop", container: "shop"))
            let own = record.pods.compactMap { name, pod -> Double? in
                guard let start = starts["pod/\(name)/shop"], let ready = pod.ready else { return nil }
                return began + ready.seconds - start
            }
            return LowerBound(alone: record.lastReady?.seconds ?? .infinity, own: WayFigures.median(own) ?? 0)
        }
    }

    /// One way: everything is created at the same moment, as when a cluster comes up.
    func play(_ way: Way) async throws -> WayFigures {
        let labels = way.needsController ? [] : Self.optedOut
        return try await Namespace.with("story", surroundings.kubectl, labels: labels) { kubectl in
            try await kubectl.create(story.programs)
            let business = try await manifest(way, kubectl)
            let began = Date().timeIntervalSince1970
            let record = try await watch(kubectl, began: .now, limit: .seconds(150)) {
                try await kubectl.create(story.dependency + "---\n" + business)
            }
            let answered = try await reachable(kubectl)
            let starts = LogTimes.first("shop starts", in: try await kubectl.logs("app=shop", container: "shop"))
            return WayFigures(
                way: way.rawValue, pods: story.replicas, ready: record.readyNow, restarts: record.restarts,
                crashLoops: record.crashLoops, dependency: answered.map { $0 - began },
                allReady: record.readyNow == story.replicas ? record.lastReady?.seconds : nil,
                lags: answered.map { answered in starts.values.map { $0 - answered } } ?? [])
        }
    }

    private func manifest(_ way: Way, _ kubectl: Kubectl) async throws -> String {
        let plain = story.business(way)
        let holdfast = surroundings.holdfast
        switch way {
        case .holdfastInit: return try await holdfast.inject(plain, strategy: "init")
        case .holdfastWrap: return try await holdfast.inject(plain, strategy: "wrap")
        case .holdfastIstio: return try await holdfast.inject(plain)
        case .holdfastIstioWrap: return try await holdfast.inject(plain, strategy: "wrap")
        case .holdfastPolicy: return try await holdfast.inject(plain, policy: story.policy())
        case .holdfastController, .holdfastControllerWrap:
            try await kubectl.create(story.policy(strategy: way == .holdfastControllerWrap ? "wrap" : "auto"))
            try await ControllerProbe.accepted("config-first", kubectl)
            return plain
        default: return plain
        }
    }

    /// When the dependency's Service answered for the first time, in seconds since 1970 by the node's clock.
    private func reachable(_ kubectl: Kubectl) async throws -> Double? {
        LogTimes.first("reachable", in: try await kubectl.logs("app=witness", container: "witness")).values.min()
    }

    /// Watches the business pods while `create` makes them, until all are ready or the time is over.
    private func watch(
        _ kubectl: Kubectl, began: ContinuousClock.Instant, limit: Duration, _ create: () async throws -> Void
    ) async throws -> FleetRecord {
        let clock = ContinuousClock()
        let lines = try kubectl.watchPods("app=shop").lines(clock: clock)
        try await create()
        return await withTaskGroup(of: FleetRecord?.self) { group in
            let seen = Seen()
            group.addTask { [replicas = story.replicas] in
                for await (at, line) in lines {
                    guard let event = PodEvent(line: line) else { continue }
                    let record = seen.take(event, at: began.duration(to: at))
                    if record.readyNow == replicas { break }
                }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            _ = await group.next()
            group.cancelAll()
            return seen.record
        }
    }
}
