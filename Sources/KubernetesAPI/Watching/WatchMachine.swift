/// Keeps a copy of the objects of one resource: lists them, then watches from there on, and lists anew when it must.
///
/// Events in, actions out; no clock, no network. What is known is replaced only when a list is complete, so that whoever
/// reads it never sees half of one: during an outage the last complete knowledge stays. (Kubernetes API Concepts,
/// "Efficient detection of changes"; the states are those of client-go's Reflector.)
public struct WatchMachine<Object: Sendable>: Sendable {
    private enum State: Sendable {
        case idle
        /// Pages so far, and what comes after a pause.
        case listing([ObjectKey: Object])
        case watching(version: String)
        /// A pause before a list, or before a watch from this version on.
        case pausing(thenWatchFrom: String?)
    }

    private var state = State.idle
    /// Failures in a row: each doubles the pause.
    private var failures = 0
    /// Whether a watch has said something, or ended in order, since the last list.
    private var hasWatched = true

    /// The first pause.
    private static var firstPause: Duration { .milliseconds(800) }
    /// The longest one (client-go `NewReflector`: 800 ms to 30 s).
    private static var longestPause: Duration { .seconds(30) }

    /// A copy of nothing.
    public init() {}

    /// Begins.
    public mutating func start() -> [WatchAction<Object>] { list() }

    /// Takes an event. `random`, from 0 up to 1, spreads pauses, so that many clients do not come back together.
    public mutating func handle(_ event: WatchEvent<Object>, random: Double) -> [WatchAction<Object>] {
        switch (state, event) {
        case (.listing(var objects), .listed(let page, let version, let next)):
            for (key, object) in page { objects[key] = object }
            if let next {
                state = .listing(objects)
                return [.list(page: next)]
            }
            if hasWatched { failures = 0 }
            hasWatched = false
            state = .watching(version: version)
            return [.replace(objects), .watch(version: version)]
        case (.listing(let objects), .listFailed(.gone)) where !objects.isEmpty:
            // The list's token has expired between two pages: only the beginning is left.
            return [.report(.gone)] + list()
        case (.listing, .listFailed(let failure)): return pause(failure, random, thenWatchFrom: nil)
        case (.watching, .changed(let key, let object, let version)):
            succeed(version)
            return [.update(key, object)]
        case (.watching, .deleted(let key, let version)):
            succeed(version)
            return [.remove(key)]
        case (.watching, .bookmark(let version)):
            succeed(version)
            return []
        case (.watching(let version), .watchEnded):
            succeed(version)
            return [.watch(version: version)]
        case (.watching, .watchFailed(.gone)):
            // At once, unless not even the list's own version could be watched: then it would go round and round.
            guard hasWatched else { return pause(.gone, random, thenWatchFrom: nil) }
            return [.report(.gone)] + list()
        case (.watching(let version), .watchFailed(let failure)):
            return pause(failure, random, thenWatchFrom: version)
        case (.pausing(let version), .timer):
            guard let version else { return list() }
            state = .watching(version: version)
            return [.watch(version: version)]
        default:
            // What comes late from a request that was given up.
            return []
        }
    }

    private mutating func list() -> [WatchAction<Object>] {
        state = .listing([:])
        return [.list(page: nil)]
    }

    private mutating func succeed(_ version: String) {
        failures = 0
        hasWatched = true
        state = .watching(version: version)
    }

    private mutating func pause(
        _ failure: WatchFailure, _ random: Double, thenWatchFrom version: String?
    ) -> [WatchAction<Object>] {
        state = .pausing(thenWatchFrom: version)
        var pause = min(WatchMachine.longestPause, WatchMachine.firstPause * (1 << min(failures, 10)))
        failures += 1
        // Between the pause and twice the pause: never earlier than it was meant.
        if case .overloaded(let seconds) = failure { pause = max(pause, .seconds(min(seconds, 3600))) }
        return [.report(failure), .pause(pause * (1 + min(max(random, 0), 1)))]
    }
}
