/// Whether a wait holds anything: a script may wait for what comes after its own work, or only idle.
enum Holding {
    static func holds(_ index: Int, _ flow: Flow) -> Bool {
        let wait = flow.waits[index]
        let before = flow.workBefore[index]
        // What ends with failure is a pause before the next try.
        if wait.shape == .sleep, flow.fails, flow.work == before { return false }
        if flow.place == .initContainer || flow.place == .postStart { return true }
        let isFollowed = flow.work > before || flow.waits.indices.contains(index + 1)
        if wait.shape == .sleep {
            // `touch /tmp/healthy; sleep 30; rm /tmp/healthy; sleep 600`: a container that shows something.
            if flow.workBeforeIdling == flow.work, flow.work > 0 { return false }
            if isFollowed { return true }
            // Alone it may be a debug container's: then it is hours.
            return flow.place == .unknown && flow.work == 0 && (wait.deadline ?? 0) <= 300_000
        }
        if isFollowed { return true }
        switch wait.tool {
        // `until server; do echo crashed; sleep 1; done` keeps a program alive.
        case .other: return false
        // The end of another container, usually.
        case .fileTest: return flow.place == .unknown && before == 0
        // `kubectl rollout restart …; kubectl rollout status …` looks at what it did.
        default: return before == 0
        }
    }
}
