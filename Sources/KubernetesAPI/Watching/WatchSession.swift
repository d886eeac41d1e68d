import Manifests

/// One watch while it lasts: pieces of its body in, changes out. Ends with ``APIFailure`` what cannot go on.
actor WatchSession<Object: Sendable> {
    private(set) var machine: WatchMachine<Object>
    /// When the watch last said something.
    private(set) var lastSign: Duration
    /// Whether it has said anything that counts.
    private(set) var hasSpoken = false

    private var splitter: LineSplitter
    private let watcher: @Sendable (WatchChange<Object>) async -> Void
    private let read: @Sendable (Node) -> Object?
    private let timing: APITiming

    init(
        _ machine: WatchMachine<Object>, limit: Int, timing: APITiming, read: @escaping @Sendable (Node) -> Object?,
        onChange: @escaping @Sendable (WatchChange<Object>) async -> Void
    ) {
        self.machine = machine
        self.timing = timing
        self.read = read
        splitter = LineSplitter(limit: limit)
        watcher = onChange
        lastSign = timing.now()
    }

    /// The next piece of the body.
    func take(_ chunk: [UInt8]) async throws(APIFailure) {
        lastSign = timing.now()
        for line in try splitter.take(chunk) { try await handle(line) }
        // What the changes took is not the watch's silence.
        lastSign = timing.now()
    }

    /// The end of the body.
    func end() async throws(APIFailure) {
        if let line = splitter.finish() { try await handle(line) }
    }

    private func handle(_ line: [UInt8]) async throws(APIFailure) {
        let event: WatchEvent<Object>
        switch try WatchLine(line, limit: splitter.limit) {
        case .changed(let key, let node, let version):
            // Whoever does not want the object any more has to forget it.
            event = read(node).map { .changed(key, $0, version: version) } ?? .deleted(key, version: version)
        case .deleted(let key, let version): event = .deleted(key, version: version)
        case .bookmark(let version): event = .bookmark(version: version)
        case .failed(let failure): throw failure
        case .unknown: return
        }
        hasSpoken = true
        for action in machine.handle(event, random: 0) {
            switch action {
            case .update(let key, let object): await watcher(.updated(key, object))
            case .remove(let key): await watcher(.removed(key))
            // The machine answers a change with nothing else.
            default: break
            }
        }
    }
}
