import Manifests
import Startup

/// Counts, pod by pod, whom the policies are for and who slipped through: taken page by page, so that a cluster of many
/// pods needs no more memory than one page.
public struct PolicyTally: Sendable {
    /// The pods of one policy.
    public struct Count: Hashable, Sendable {
        /// Those that it selects, without those that ended or opted out (`status.pods`).
        public var pods = 0
        /// Those of them that carry `holdfast.dev/status`.
        public var held = 0
        /// Those that do not: made before the policy or past the webhook, or with nothing to be held.
        public var unheld: Int { pods - held }

        /// None.
        public init() {}
    }

    /// A pod that declares start-up itself, and runs without it.
    public struct Slipped: Hashable, Sendable {
        /// Its namespace.
        public var namespace: String
        /// Its name.
        public var name: String
        /// Tells it from others that had its name.
        public var uid: String
    }

    /// By policy; one that selects nothing has zeros.
    public private(set) var counts: [PolicyKey: Count] = [:]
    /// The first pods that slipped through, no more than the limit.
    public private(set) var slipped: [Slipped] = []
    /// How many slipped through in all.
    public private(set) var slippedCount = 0

    private let namespaced: [String: [StartupPolicy]]
    private let clusterWide: [StartupPolicy]
    private let excluded: Set<String>
    private let limit: Int

    /// Nothing counted yet.
    ///
    /// - Parameter limit: how many of those that slipped through are named.
    public init(_ settings: AdmissionSettings, limit: Int = 100) {
        let policies = settings.policies
        for policy in policies { counts[PolicyKey(policy)] = Count() }
        clusterWide = policies.filter { $0.namespace == nil }
        namespaced = Dictionary(grouping: policies.filter { $0.namespace != nil }) { $0.namespace ?? "" }
        excluded = settings.excluded
        self.limit = limit
    }

    /// Takes a pod, whole or its metadata with `status.phase`.
    public mutating func add(_ pod: Value) {
        guard let pod = PodSummary(pod) else { return }
        add(pod)
    }

    /// Takes a pod.
    public mutating func add(_ pod: PodSummary) {
        guard pod.isLive, !pod.isOptedOut, !excluded.contains(pod.namespace) else { return }
        if pod.declares, !pod.isHeld {
            slippedCount += 1
            if slipped.count < limit { slipped.append(Slipped(namespace: pod.namespace, name: pod.name, uid: pod.uid)) }
        }
        for policy in namespaced[pod.namespace] ?? [] { count(pod, policy) }
        for policy in clusterWide { count(pod, policy) }
    }

    private mutating func count(_ pod: PodSummary, _ policy: StartupPolicy) {
        guard policy.selector.matches(pod.labels) else { return }
        counts[PolicyKey(policy), default: Count()].pods += 1
        if pod.isHeld { counts[PolicyKey(policy), default: Count()].held += 1 }
    }
}
