extension FleetLoad {
    /// The fleet, the dependency that it waits for, and the seed. Lengths of time count in whole milliseconds.
    public struct Parameters: Equatable, Sendable {
        /// How many pods start, from 1 to 10,000,000.
        public var replicas: Int
        /// How many nodes they are spread over, one after another, from 1 to 1,000,000.
        public var nodes: Int
        /// How many pods a kubelet prepares side by side. 1 where images are pulled one after another
        /// (`serializeImagePulls`, the kubelet's default) and have to be pulled. A pod that waits takes no such place.
        public var podsPerNodeAtOnce = 10
        /// How long a node takes to prepare a pod: sandbox, image, container created and started.
        public var podStartTime: Duration = .seconds(2)
        /// By how many percent that differs from pod to pod, evenly spread to either side; from 0 to 100.
        public var podStartSpread = 25
        /// How many pods a second a node begins to prepare at most; `nil` for no limit.
        public var nodeStartRate: Int?
        /// How many pods a second the scheduler binds: kube-scheduler does some 100. `nil` when all are bound already,
        /// as after a power failure.
        public var schedulerRate: Int? = 100
        /// When the dependency becomes ready, from the beginning; `nil` for never.
        public var readyTime: Duration?
        /// What the dependency can stand; `nil` for whatever comes.
        public var capacity: DependencyCapacity?
        /// How long an attempt takes when the dependency is not busy.
        public var attemptCost: Duration = .milliseconds(2)
        /// How long the application takes from its own start until it is up.
        public var applicationStartTime: Duration = .zero
        /// After what time a pod gives up, counted from its own start; `nil` for never.
        public var deadline: Duration? = .seconds(300)
        /// Decides everything that is drawn.
        public var seed: UInt64 = 1

        /// A fleet with the defaults of the other parameters.
        public init(replicas: Int, nodes: Int, readyTime: Duration?) {
            self.replicas = replicas
            self.nodes = nodes
            self.readyTime = readyTime
        }
    }
}
