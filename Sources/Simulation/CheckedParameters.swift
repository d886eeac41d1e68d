import Probing

/// Parameters that can be, in milliseconds. What never happens lies so far away that sums with it do not overflow.
struct CheckedParameters {
    /// No time is longer than a day.
    static let longest: Milliseconds = 86_400_000
    static let never: Milliseconds = 1 << 60

    let fleet: FleetLoad.Parameters
    let podStartTime: Milliseconds
    let ready: Milliseconds
    let deadline: Milliseconds
    let attemptCost: Milliseconds
    let applicationStartTime: Milliseconds
    /// The dependency's queue, empty.
    let queue: ServerQueue?

    init(_ parameters: FleetLoad.Parameters) throws(FleetLoadError) {
        fleet = parameters
        try Self.check(parameters.replicas, "replicas", 1...10_000_000)
        try Self.check(parameters.nodes, "nodes", 1...1_000_000)
        try Self.check(parameters.podsPerNodeAtOnce, "podsPerNodeAtOnce", 1...1_000_000)
        try Self.check(parameters.podStartSpread, "podStartSpread", 0...100)
        try Self.check(parameters.nodeStartRate ?? 1, "nodeStartRate", 1...1_000_000)
        try Self.check(parameters.schedulerRate ?? 1, "schedulerRate", 1...1_000_000)
        podStartTime = try Self.time(parameters.podStartTime, "podStartTime", upTo: Self.longest)
        if let time = parameters.readyTime {
            ready = try Self.time(time, "readyTime", upTo: Self.longest)
        } else {
            ready = Self.never
        }
        if let time = parameters.deadline {
            deadline = try Self.time(time, "deadline", from: 1, upTo: Self.longest)
        } else {
            deadline = Self.never
        }
        attemptCost = try Self.time(parameters.attemptCost, "attemptCost", upTo: 3_600_000)
        applicationStartTime = try Self.time(
            parameters.applicationStartTime, "applicationStartTime", upTo: Self.longest)
        if let capacity = parameters.capacity {
            try Self.check(capacity.attemptsPerSecond, "capacity.attemptsPerSecond", 1...1_000_000)
            try Self.check(capacity.queue, "capacity.queue", 0...3600 * capacity.attemptsPerSecond)
            queue = ServerQueue(capacity)
        } else {
            queue = nil
        }
        if parameters.readyTime == nil, parameters.deadline == nil { throw .endless }
        let duration = FleetStarts.longestDuration(parameters, podStartTime: podStartTime)
        if duration > Self.longest { throw .tooLong(.milliseconds(duration)) }
    }

    static func check(_ value: Int, _ name: String, _ allowed: ClosedRange<Int>) throws(FleetLoadError) {
        guard !allowed.contains(value) else { return }
        let allowed = "\(allowed.lowerBound) to \(allowed.upperBound)"
        throw .outOfRange(parameter: name, value: "\(value)", allowed: allowed)
    }

    /// A length of time; what is not a whole number of milliseconds is cut down to one.
    static func time(
        _ duration: Duration, _ name: String, from least: Milliseconds = 0, upTo most: Milliseconds
    ) throws(FleetLoadError) -> Milliseconds {
        // Compared before it is converted, which could overflow.
        guard duration >= .milliseconds(least), duration <= .milliseconds(most) else {
            throw .outOfRange(parameter: name, value: "\(duration)", allowed: "\(least) ms to \(most / 1000) s")
        }
        let (seconds, attoseconds) = duration.components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
