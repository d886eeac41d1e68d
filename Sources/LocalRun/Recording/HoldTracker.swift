/// What the waiter says in a container's output: which targets it waits for, and when it lets go.
struct HoldTracker {
    private var open: Int
    /// The last thing that was said: a target and why it is not ready.
    private(set) var reason = ""
    /// The target that was ready last: the one that decided.
    private(set) var lastReady = ""

    /// A wait for so many targets.
    init(targets: Int) {
        open = targets
    }

    /// Takes a line of output. Returns whether the wait ended with it.
    mutating func take(_ line: String) -> Bool {
        if let text = HoldTracker.after("waiter: waiting for ", line) { reason = text }
        if let text = HoldTracker.after("waiter: timed out ", line) { reason = "timed out " + text }
        if let text = HoldTracker.after("waiter: ready ", line) { lastReady = String(text.prefix { $0 != " " }) }
        guard line.hasPrefix("waiter: ready ") || line.hasPrefix("waiter: going on without ") else { return false }
        open -= 1
        return open <= 0
    }

    private static func after(_ prefix: String, _ line: String) -> String? {
        line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
    }
}

extension HoldTracker {
    /// What a line of the waiter says that it waits for; also of a waiter that somebody else wrote into the manifest.
    static func waiting(in line: String) -> String? {
        var tracker = HoldTracker(targets: .max)
        _ = tracker.take(line)
        return tracker.reason.isEmpty ? nil : tracker.reason
    }

    /// The target that a line of the waiter says is ready.
    static func ready(in line: String) -> String? {
        var tracker = HoldTracker(targets: .max)
        _ = tracker.take(line)
        return tracker.lastReady.isEmpty ? nil : tracker.lastReady
    }
}
