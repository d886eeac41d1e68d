/// What a watch tells of one application's pods: events in, figures out. Times are those at which events arrived.
package struct FleetRecord: Sendable {
    /// One pod's story so far.
    package struct Story: Sendable {
        /// When it was first seen ready.
        package var ready: Duration?
        /// Whether it is ready now.
        package var isReady = false
        /// Starts beyond the first, of all its containers.
        package var restarts = 0
        /// How often a container was seen to enter CrashLoopBackOff.
        package var crashLoops = 0
        /// The containers that are in it now.
        package var loopingNow: Set<String> = []
    }

    /// By the pod's name; pods that were deleted stay, what happened to them counts.
    package private(set) var pods: [String: Story] = [:]
    /// Pods that are there no more.
    package private(set) var gone: Set<String> = []

    package init() {}

    /// Takes one event that came at this time.
    package mutating func take(_ event: PodEvent, at now: Duration) {
        let name = event.object.metadata.name
        if event.type == "DELETED" {
            gone.insert(name)
            return
        }
        var story = pods[name] ?? Story()
        story.isReady = event.object.isReady
        if story.isReady, story.ready == nil { story.ready = now }
        // A count that falls is a pod sandbox made anew: what was counted stays.
        story.restarts = max(story.restarts, event.object.containers.reduce(0) { $0 + $1.restartCount })
        let looping = event.object.containers.filter { $0.state?.waiting?.reason == "CrashLoopBackOff" }.map(\.name)
        story.crashLoops += Set(looping).subtracting(story.loopingNow).count
        story.loopingNow = Set(looping)
        pods[name] = story
    }

    /// How many pods that are still there are ready now.
    package var readyNow: Int { pods.count { $0.value.isReady && !gone.contains($0.key) } }
    /// Restarts of all pods together.
    package var restarts: Int { pods.values.reduce(0) { $0 + $1.restarts } }
    /// Entries into CrashLoopBackOff of all pods together.
    package var crashLoops: Int { pods.values.reduce(0) { $0 + $1.crashLoops } }
    /// When the last of them was first ready, if all were.
    package var lastReady: Duration? {
        let times = pods.values.map(\.ready)
        return times.contains { $0 == nil } ? nil : times.compactMap { $0 }.max()
    }
}
