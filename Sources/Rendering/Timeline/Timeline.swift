/// What happened while pods started, or what is predicted to: a row a container, made of spans and marks.
///
/// The one model behind the text, SVG, HTML and JSON pictures. Times count from the beginning of the run.
public struct Timeline: Sendable, Equatable {
    /// What a container was doing during a span.
    public enum Activity: String, Sendable, CaseIterable, Codable {
        /// Its turn has not come: the kubelet is still busy with the containers before it.
        case queued
        /// Held: Holdfast (or a hook or an init container that waits) keeps it until something is ready.
        case held
        /// Its process runs, and it is not ready yet.
        case starting
        /// Its postStart hook runs.
        case hook
        /// Its process runs and it is ready (or has no readiness to speak of).
        case running
        /// It has ended and waits to be started again (CrashLoopBackOff).
        case backoff
        /// It was told to stop and has not ended yet.
        case terminating
        /// It has ended with status 0 and stays so.
        case completed
        /// It has ended with another status and stays so.
        case failed
    }

    /// A stretch of time in which a container did one thing.
    public struct Span: Sendable, Equatable {
        /// What it did.
        public var activity: Activity
        /// From when.
        public var start: Duration
        /// Until when.
        public var end: Duration
        /// What it waited for, or why; empty when there is nothing to say.
        public var note: String

        /// A span with all its parts.
        public init(_ activity: Activity, _ start: Duration, _ end: Duration, note: String = "") {
            self.activity = activity
            self.start = start
            self.end = end
            self.note = note
        }
    }

    /// Something that happened at one moment.
    public struct Mark: Sendable, Equatable {
        /// What kind of thing.
        public enum Kind: String, Sendable, CaseIterable, Codable {
            /// The process was started.
            case started
            /// It became ready.
            case ready
            /// It ended; the text has the status.
            case exited
            /// A postStart hook failed, a dependent started before its dependency was ready, and the like.
            case hazard
        }

        /// When.
        public var time: Duration
        /// What kind of thing.
        public var kind: Kind
        /// In words.
        public var text: String

        /// A mark with all its parts.
        public init(_ kind: Kind, _ time: Duration, _ text: String = "") {
            self.time = time
            self.kind = kind
            self.text = text
        }
    }

    /// One container.
    public struct Row: Sendable, Equatable {
        /// The pod that it belongs to.
        public var pod: String
        /// Its name.
        public var container: String
        /// What it is: `init`, `sidecar` or `container`.
        public var role: String
        /// What it did, in order, without overlaps.
        public var spans: [Span]
        /// What happened, in order.
        public var marks: [Mark]
        /// Whether it decides when everything is ready.
        public var isCritical: Bool

        /// A row with all its parts.
        public init(
            pod: String, container: String, role: String, spans: [Span] = [], marks: [Mark] = [],
            isCritical: Bool = false
        ) {
            self.pod = pod
            self.container = container
            self.role = role
            self.spans = spans
            self.marks = marks
            self.isCritical = isCritical
        }
    }

    /// What the picture is of, such as the files.
    public var title: String
    /// How it ended, in a few words, such as `ready after 4.2s`.
    public var outcome: String
    /// Whether it ended well.
    public var succeeded: Bool
    /// The containers, pod by pod, in the order in which the kubelet goes through them.
    public var rows: [Row]
    /// When the picture ends.
    public var end: Duration
    /// The way that decided the end, in words, one step each, such as `config ready 4.0s`.
    public var criticalPath: [String]
    /// What went against the order or would in a cluster, one sentence each.
    public var hazards: [String]

    /// A timeline with all its parts.
    public init(
        title: String, outcome: String = "", succeeded: Bool = true, rows: [Row] = [], end: Duration = .zero,
        criticalPath: [String] = [], hazards: [String] = []
    ) {
        self.title = title
        self.outcome = outcome
        self.succeeded = succeeded
        self.rows = rows
        self.end = end
        self.criticalPath = criticalPath
        self.hazards = hazards
    }
}
