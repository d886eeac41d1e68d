import Startup
import StartupGraph

/// The start-up graph of some manifests as it is drawn: pods with their containers, targets, and who needs whom.
///
/// The one model behind the text, JSON, dot, mermaid, SVG and HTML pictures. Times count from the beginning of the
/// predicted run.
public struct GraphPicture: Sendable, Equatable {
    /// What a node stands for.
    public enum NodeKind: String, Sendable, CaseIterable, Codable {
        /// An init container that ends.
        case initContainer = "init"
        /// A native sidecar.
        case sidecar
        /// A regular container.
        case container
        /// Something outside the given manifests that is asked for.
        case target
    }

    /// Something that starts, or that a start waits for.
    public struct Node: Sendable, Equatable {
        /// The container's name or the target's URL.
        public var label: String
        /// What it stands for.
        public var kind: NodeKind
        /// Its pod, an index into ``GraphPicture/groups``; `nil` for targets.
        public var group: Int?
        /// The first wave is 0.
        public var wave: Int
        /// When its own program runs; `nil` when it never does.
        public var start: Duration?
        /// When it is ready, or has completed if that is its end; `nil` when it never is.
        public var ready: Duration?
        /// How much later it could start without the whole being later; `nil` when it is not known.
        public var slack: Duration?
        /// Whether it is on the critical path.
        public var isCritical: Bool

        /// A node with all its parts.
        public init(
            _ label: String, kind: NodeKind, group: Int? = nil, wave: Int = 0, start: Duration? = nil,
            ready: Duration? = nil, slack: Duration? = nil, isCritical: Bool = false
        ) {
            self.label = label
            self.kind = kind
            self.group = group
            self.wave = wave
            self.start = start
            self.ready = ready
            self.slack = slack
            self.isCritical = isCritical
        }
    }

    /// A pod.
    public struct Group: Sendable, Equatable {
        /// `deployment/shop`, with its namespace before it where that is given: `prod/deployment/shop`.
        public var title: String
        /// `shop.yaml:12`; empty when it is not known.
        public var place: String

        /// A group with all its parts.
        public init(title: String, place: String = "") {
            self.title = title
            self.place = place
        }
    }

    /// "`dependent` needs `dependency` to be `condition`", and what assures it.
    public struct Edge: Sendable, Equatable {
        /// How sure it is that the dependent is held.
        public typealias Assurance = Startup.Assurance

        /// Index of the node that waits.
        public var dependent: Int
        /// Index of the node that is waited for.
        public var dependency: Int
        /// What the dependency must have reached.
        public var condition: Condition
        /// The mechanism by its name in manifests, such as `init`; empty when there is none.
        public var strategy: String
        /// Why this one; empty when there is nothing to say.
        public var reason: String
        /// What is assured, in a few words.
        public var guarantee: String
        /// How sure it is.
        public var assurance: Assurance
        /// What a stronger guarantee would need; empty when there is none.
        public var stronger: String
        /// The target as it is asked, when that leads to a container of these manifests: `http://config:8080/info`.
        public var via: String
        /// Whether it is on the critical path.
        public var isCritical: Bool

        /// An edge with all its parts.
        public init(
            _ dependent: Int, needs dependency: Int, _ condition: Condition, strategy: String = "", reason: String = "",
            guarantee: String = "", assurance: Assurance = .closed, stronger: String = "", via: String = "",
            isCritical: Bool = false
        ) {
            self.dependent = dependent
            self.dependency = dependency
            self.condition = condition
            self.strategy = strategy
            self.reason = reason
            self.guarantee = guarantee
            self.assurance = assurance
            self.stronger = stronger
            self.via = via
            self.isCritical = isCritical
        }
    }

    /// What the picture is of, such as the files.
    public var title: String
    /// The pods.
    public var groups: [Group]
    /// Containers, pod by pod in the order in which the kubelet goes through them, then targets.
    public var nodes: [Node]
    /// Who needs whom.
    public var edges: [Edge]
    /// Indices of the nodes that decide the end, from the first to start to the last to be ready.
    public var criticalPath: [Int]
    /// When everything is ready; `nil` when it never is.
    public var end: Duration?
    /// What there is to say besides, one sentence each.
    public var remarks: [String]

    /// A picture with all its parts.
    public init(
        title: String, groups: [Group] = [], nodes: [Node] = [], edges: [Edge] = [], criticalPath: [Int] = [],
        end: Duration? = nil, remarks: [String] = []
    ) {
        self.title = title
        self.groups = groups
        self.nodes = nodes
        self.edges = edges
        self.criticalPath = criticalPath
        self.end = end
        self.remarks = remarks
    }
}
