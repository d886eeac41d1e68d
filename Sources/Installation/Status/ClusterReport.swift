/// Whether Holdfast works in a cluster, what its policies do there, and whom it does not hold.
public struct ClusterReport: Hashable, Sendable {
    /// One thing that has to be as it should.
    public struct Check: Hashable, Sendable {
        /// What was found.
        public enum State: String, Hashable, Sendable {
            /// As it should be.
            case good = "ok"
            /// Not as it should be.
            case bad = "bad"
            /// It could not be seen, which makes nothing unhealthy.
            case unknown
        }

        /// What it is about.
        public var title: String
        /// What was found.
        public var state: State
        /// The same in words.
        public var text: String
        /// What to do; empty when there is nothing to do.
        public var cure = ""
    }

    /// A policy, with what its status says and whom it is for.
    public struct Policy: Hashable, Sendable {
        /// `default/shop`, or the name alone for a cluster policy.
        public var name: String
        /// Whether it counts.
        public var isAccepted: Bool
        /// Pods that it selects and that run, as seen now.
        public var pods: Int
        /// Those of them with a status of Holdfast.
        public var held: Int
        /// The first of the workloads of these pods, in order.
        public var workloads: [String]
        /// How many there are in all.
        public var workloadCount: Int
        /// Why it does not count; empty when it does.
        public var error: String
    }

    /// Pods of a workload that declare a start-up and were created without Holdfast.
    public struct Unheld: Hashable, Sendable {
        /// The namespace.
        public var namespace: String
        /// Such as `deployment/shop`.
        public var workload: String
        /// How many of its pods.
        public var pods: Int
        /// What to run.
        public var cure: String
    }

    /// What was looked at, in order.
    public var checks: [Check]
    /// The policies, by name.
    public var policies: [Policy]
    /// Whom nobody holds, by namespace and name.
    public var unheld: [Unheld]
    /// Pods that were looked at.
    public var pods: Int
    /// Those that Holdfast holds.
    public var held: Int

    /// Whether everything that can be seen is as it should be.
    public var isHealthy: Bool {
        unheld.isEmpty && policies.allSatisfy(\.isAccepted) && checks.allSatisfy { $0.state != .bad }
    }
}
