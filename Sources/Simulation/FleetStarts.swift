import Probing

/// When each pod begins to wait: bound by the scheduler, prepared by its node.
///
/// Pods go to the nodes in turn. A node prepares as many side by side as it may, in the order in which they were bound,
/// and keeps to its rate; a pod that waits takes none of the node's places. Memory grows with the places, not the pods.
struct FleetStarts {
    private let replicas: Int
    private let nodes: Int
    private let places: Int
    private let schedulerRate: Int?
    /// Microseconds from here on: three hundred pods a second are not one every 3 ms.
    private let leastTime: Int
    private let spread: UInt64
    private let gap: Int
    private let seed: UInt64
    /// For each node when each of its places is free, as a heap with the earliest first.
    private var free: [Int]
    private var nextStart: [Int]
    private var pod = 0

    init(_ checked: CheckedParameters) {
        let fleet = checked.fleet
        replicas = fleet.replicas
        nodes = min(fleet.nodes, fleet.replicas)
        places = min(fleet.podsPerNodeAtOnce, (fleet.replicas + nodes - 1) / nodes)
        schedulerRate = fleet.schedulerRate
        let time = Int(checked.podStartTime) * 1000
        leastTime = time - time * fleet.podStartSpread / 100
        spread = UInt64(2 * (time - leastTime) + 1)
        gap = fleet.nodeStartRate.map { 1_000_000 / $0 } ?? 0
        seed = fleet.seed
        free = Array(repeating: 0, count: nodes * places)
        nextStart = Array(repeating: 0, count: nodes)
    }

    /// When the next pod, in the order in which they are bound, begins to wait; not in the order of time.
    mutating func next() -> Milliseconds? {
        guard pod < replicas else { return nil }
        let node = pod % nodes
        let bound = schedulerRate.map { pod * 1_000_000 / $0 } ?? 0
        let root = node * places
        let start = max(bound, free[root], nextStart[node])
        nextStart[node] = start + gap
        let random = FleetRandom.number(seed: seed, pod: pod, draw: 0)
        let end = start + leastTime + Int(random.multipliedFullWidth(by: spread).high)
        replaceEarliest(of: root, with: end)
        pod += 1
        return Milliseconds(end / 1000)
    }

    private mutating func replaceEarliest(of root: Int, with end: Int) {
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < places else { break }
            if child + 1 < places, free[root + child + 1] < free[root + child] { child += 1 }
            guard free[root + child] < end else { break }
            free[root + place] = free[root + child]
            place = child
        }
        free[root + place] = end
    }

    /// No pod begins to wait later than this.
    static func longestDuration(_ fleet: FleetLoad.Parameters, podStartTime: Milliseconds) -> Milliseconds {
        let perNode = Milliseconds((fleet.replicas + fleet.nodes - 1) / fleet.nodes)
        let places = Milliseconds(fleet.podsPerNodeAtOnce)
        let bound = fleet.schedulerRate.map { Milliseconds(fleet.replicas * 1000 / $0) } ?? 0
        let limited = fleet.nodeStartRate.map { perNode * 1000 / Milliseconds($0) } ?? 0
        return bound + limited + (perNode + places - 1) / places * podStartTime * 2
    }
}
